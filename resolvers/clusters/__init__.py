"""Identity: scored pairs to entities with ids that last."""
