"""The pages of a client's staff."""
