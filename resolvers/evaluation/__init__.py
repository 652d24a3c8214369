"""Evaluation: how well entities agree with labels, how sure that is, and what a small labelled sample says of a ledger."""
