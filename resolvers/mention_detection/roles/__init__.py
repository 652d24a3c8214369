"""Role phrases: the office, what stands before it, and what it belongs to."""
