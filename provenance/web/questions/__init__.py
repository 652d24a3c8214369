"""One function a page: the ledger and what is asked in, a page out."""
