"""Companies, their connections, links and consents, and the record of who did what."""
