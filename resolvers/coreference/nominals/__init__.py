"""Nominals: whom a role, a noun or a pronoun means in its article."""
