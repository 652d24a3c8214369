"""Mention detection: names, roles and nominals of an article, with their types."""
