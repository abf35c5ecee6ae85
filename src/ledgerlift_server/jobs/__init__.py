"""The queue: how work is deferred, carried out, and taken up again after a crash. Knows no other app."""
