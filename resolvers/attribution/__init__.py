"""Attribution: who said what, to whom, and where it stands in the text."""
