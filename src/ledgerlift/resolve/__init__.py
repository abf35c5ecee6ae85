"""Which lines make one bill, which supplier a record names, which bills a payment settles."""
