"""Training: parameters learnt from labelled articles, or from one ledger."""
