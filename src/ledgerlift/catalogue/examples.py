"""Example files: for each report of a package a few invented rows in the shape of its real exports."""

from pathlib import Path

from ledgerlift.records import DataType

EXAMPLES_FOLDER = Path(__file__).parent / "examples"


def find_example(slug: str, data_type: DataType | str) -> Path | None:
    """Give the example export of a package's report, or None where there is none. ``slug`` is the package's own."""
    return next((path for path in list_examples(slug) if path.stem == data_type), None)


def list_examples(slug: str) -> tuple[Path, ...]:
    """List a package's example exports, each named for its data type."""
    # Only a name that stands in the folder is opened, so that nothing but examples can be asked for.
    folders = {folder.name: folder for folder in EXAMPLES_FOLDER.iterdir() if folder.is_dir()}
    return tuple(sorted(folders[slug].iterdir())) if slug in folders else ()
