"""Records: what the ledger holds, as values without a database."""
