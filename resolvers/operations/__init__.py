"""Operations on a ledger: resolve it as last, foretell what decisions change, merge."""
