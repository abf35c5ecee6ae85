"""docs/reference/problems.md: every problem code with its severity and its sentences."""

from tools.docs.markdown import code, page, table

from ledgerlift.problems import sentences

SEVERITIES = {
    "refusal": "The file cannot be used. The sentence says what to do instead.",
    "question": "It goes on once the question is answered.",
    "warning": "It goes on; figures may be wrong until somebody looks.",
    "note": "It goes on; good to know.",
}


def render() -> str:
    """Write the page."""
    known = sentences()
    about = (
        "A problem is something in a file that a person can act on. Codes never change their meaning. `{row}` counts "
        "from 1, `{column}` is the column's letter, `{found}` the text of the first such cell and `{count}` how many "
        "there are."
    )
    sections = [
        f"## {severity.capitalize()}\n\n{meaning}\n\n"
        + table(
            ("Code", "English", "Français"),
            [
                (code(name), entry["en"], entry["fr"])
                for name, entry in sorted(known.items())
                if entry["severity"] == severity
            ],
        )
        for severity, meaning in SEVERITIES.items()
        if any(entry["severity"] == severity for entry in known.values())
    ]
    return page("Problems", about, *sections)
