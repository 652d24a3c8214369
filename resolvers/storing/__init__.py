"""Storing: what the stages found is appended to the ledger, a module a stage; nothing that is known is appended again."""
