"""`python -m spantrail`: the command line, for where its script is not on the path."""

from resolvers.cli import main

if __name__ == "__main__":
    main(prog_name="spantrail")
