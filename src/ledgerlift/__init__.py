"""Read any accounts-payable export and analyse what it says.

``ledgerlift.inspect(path)`` says what a file is; ``ledgerlift.run(files, out=...)`` gives the snapshot and the reports.
Both load the stages when they are first used, so that importing the package costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ledgerlift.pipeline import Answer, Inspection, Outcome, inspect, run, write_report

__all__ = ["Answer", "Inspection", "Outcome", "inspect", "run", "write_report"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the pipeline offers under this name
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ledgerlift import pipeline

    return getattr(pipeline, name)
