"""Uploads, the syncs that read them, and the snapshots and reports they leave. The only app that calls the engine."""
