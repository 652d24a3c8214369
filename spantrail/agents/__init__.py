"""The door for agents: a server of the Model Context Protocol over one ledger, read-only and bounded."""
