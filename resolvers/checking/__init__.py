"""Checking: whether a draft says what its sources said, and where each of its statements comes from.

A draft is read in memory by the readers that read articles. Its statements (a quotation or a report
with who says it, or a sentence of its own) are looked up in the articles of a ledger, and each gets
one finding with the characters of both sides.
"""
