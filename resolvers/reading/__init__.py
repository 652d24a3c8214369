"""Reading: one article to mentions, and mentions to chains."""
