"""Evaluation: how well entities agree with labels, how sure that is, and what a sample says."""
