"""The ledger: records to rows that are only ever appended, and back."""
