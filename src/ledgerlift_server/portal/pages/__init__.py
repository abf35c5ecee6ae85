"""The pages of the portal, by what they are about."""
