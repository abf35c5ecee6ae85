import json
import logging

from ledgerlift_server.ui import logs


def test_line_is_json_with_the_correlation_id():
    token = logs.correlation_id.set("abc12345")
    record = logging.makeLogRecord({"name": "x", "levelname": "INFO", "msg": "job", "upload_id": "u1"})
    line = json.loads(logs.JsonFormatter().format(record))
    logs.correlation_id.reset(token)
    assert (line["event"], line["correlation_id"], line["upload_id"]) == ("job", "abc12345", "u1")


def test_exception_is_named_without_its_message():
    try:
        raise ValueError("cell value 4111111111111111")
    except ValueError as error:
        described = logs.describe_exception(error)
    assert described["error"] == "ValueError"
    assert "4111" not in json.dumps(described)
    assert "test_logs.py" in described["where"][0]
