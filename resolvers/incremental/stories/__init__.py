"""The index of coverage: what copies and stories need of the whole ledger, so that a new article costs what it brings.

Like the index of linking, everything in it is derived from the ledger's own rows, lies in a schema
of its own (`coverage`) and can be dropped: the next run makes it anew. It is no evidence, and
nothing is exported from it.
"""
