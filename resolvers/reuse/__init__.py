"""Text reuse: who copied whom, and which articles go back to one reporting."""
