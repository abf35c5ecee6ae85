"""The immutable result: Parquet files and a manifest."""
