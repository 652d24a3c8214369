"""Finding: the mentions of an article, by rules, by the tagger, by models of others."""
