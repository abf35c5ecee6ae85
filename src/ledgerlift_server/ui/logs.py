"""One JSON object a line: ids, routes, codes and times; never an address with a token, never a cell of a file."""

import contextvars
import json
import logging
import traceback
from datetime import UTC, datetime

correlation_id: contextvars.ContextVar[str] = contextvars.ContextVar("correlation_id", default="")

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """Writes a record, and whatever ``extra`` it carries, as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
            "correlation_id": correlation_id.get(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info and record.exc_info[0]:
            line |= describe_exception(record.exc_info[1])
        return json.dumps(line, default=str)


def describe_exception(error: BaseException | None) -> dict[str, object]:
    """Name an exception and where it was raised; its message may quote a customer's data and stays out."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return {
        "error": type(error).__name__,
        "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]],
    }
