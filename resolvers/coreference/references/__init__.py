"""References: what the words of one mention say."""
