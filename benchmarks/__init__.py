"""How fast and how large: ratios to the bare read or write of the same cells, measured in one run."""
