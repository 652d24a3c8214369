"""The index of claim matching: what is asserted now, and what has been compared.

With it an article costs what it brings. Everything in it is derived from the ledger's own rows,
lies in a schema of its own (`claim_matching`) and can be dropped: the next run makes it anew. It is
no evidence, and nothing is exported from it.
"""
