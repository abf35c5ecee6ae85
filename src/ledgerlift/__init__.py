"""Read any accounts-payable export and analyse what it says."""
