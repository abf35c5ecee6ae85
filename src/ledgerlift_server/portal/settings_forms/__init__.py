"""What staff fill in on the pages of the settings."""
