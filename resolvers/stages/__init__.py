"""Stages: rows of the ledger to values, and what was found back to rows."""
