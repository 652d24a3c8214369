"""The index: what linking and identity need of the whole ledger, kept beside it.

So a new article costs what it brings.

Everything in it is derived from the ledger's own rows, lies in a schema of its own (`linking`) and
can be dropped: the next run makes it anew. It is no evidence, and nothing is exported from it.
"""
