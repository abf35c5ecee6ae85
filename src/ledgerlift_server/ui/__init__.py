"""What every page shares: templates, styles, scripts, wording of refusals, and the log."""
