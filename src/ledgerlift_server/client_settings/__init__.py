"""What a client has chosen: its brand, its words, its links, its reports, and how long it keeps files."""
