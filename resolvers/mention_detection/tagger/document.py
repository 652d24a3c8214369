"""Documents: a text with its tokens, roles and the names that the rules find, as the tagger reads them."""

from __future__ import annotations

from resolvers.mention_detection.names import find_names
from resolvers.mention_detection.roles.phrases import RolePhrase, roles_in
from resolvers.mention_detection.tagger.features import Document
from resolvers.text.casing import read_casing
from resolvers.text.tokens import Token, split_pairs, tokenise


def read_document(
    text: str, tokens: list[Token] | None = None, roles: list[RolePhrase] | None = None
) -> Document:
    """Read a text by the rules.

    Args:
        text: the article's text.
        tokens: its tokens, where they are known already.
        roles: its role phrases, where they are known already.
    """
    tokens = split_pairs(tokenise(text)) if tokens is None else tokens
    roles = roles_in(text, tokens) if roles is None else roles
    casing = read_casing(text, tokens)
    return Document(text, tokens, casing, roles, find_names(text, tokens, roles, casing))
