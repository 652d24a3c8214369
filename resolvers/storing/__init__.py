"""Storing: what the stages found is appended to the ledger, a module a stage.

Nothing that is known is appended again.
"""
