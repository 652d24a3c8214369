"""The kinds that are asked for by name.

A module of its own, since the command line's help must load no records.
"""

from __future__ import annotations

MENTION_KINDS = ("name", "role", "nominal", "pronoun")
# `other` is named and no person, body or place: a law, a storm, an award, a work, a people.
ENTITY_TYPES = ("PER", "ORG", "LOC", "other", "none")
CLAIM_KINDS = ("direct", "indirect", "mixed")
# What is done with words. `about` is a noun phrase that is judged or spoken of, and no statement.
ACTS = ("said", "wrote", "asked", "believes", "plans", "demands", "evidence", "about")
STATEMENTS = ("said", "wrote", "asked", "demands", "evidence")  # what is shown unless more is asked
CONFLICT_KINDS = ("number", "money", "percentage", "date", "agent", "denial", "speaker", "update")
