"""Incremental indexes: what each stage needs of the whole ledger, kept beside it."""
