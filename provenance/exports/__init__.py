"""Exports: tables of the ledger as files."""
