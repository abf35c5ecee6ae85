"""The link journey: the pages on which a company shares its books."""
