"""Stories: which versions are about one event."""
