"""Match files: a company's suppliers in the columns and limits of each card network; layouts.yaml has what differs."""
