"""Annotations: mentions and claims from a caller, checked against their article's text."""
