"""Coverage: who copied whom, which articles go back to one reporting, and which are about one event."""
