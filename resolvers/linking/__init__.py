"""Linking: chains of all articles to scored and explained pairs of profiles."""
