"""The web server of Ledgerlift: a bank's portal, its customers' link journey, and the jobs behind them."""
