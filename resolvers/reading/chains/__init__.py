"""Chains: who is who inside one article."""
