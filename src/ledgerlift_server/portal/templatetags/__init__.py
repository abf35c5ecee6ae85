"""Tags for the portal's pages."""
