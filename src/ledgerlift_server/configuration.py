"""Every setting of the server: one environment variable each, typed, with a safe default and a sentence.

``docs/reference/settings.md`` is generated from this module (``python -m ledgerlift_server.configuration``).
"""

import dataclasses
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class SettingNotUsableError(Exception):
    """An environment variable whose value cannot be used; the message names it and says what is expected."""


def read_flag(text: str) -> bool:
    """Read yes or no, in the ways people write them."""
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    try:
        return words[text.strip().lower()]
    except KeyError:
        raise ValueError("write 1 or 0") from None


def read_count(text: str) -> int:
    """Read a whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise ValueError("write a whole number of at least 1")
    return number


def read_list(text: str) -> tuple[str, ...]:
    """Read a comma-separated list."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def read_url(text: str) -> str:
    """Read an http(s) address without a path."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError("write an address such as https://spend.bank.example")
    return text.rstrip("/")


def read_scanner(text: str) -> str:
    """Read where a virus scanner listens."""
    parts = urlsplit(text)
    if not ((parts.scheme == "tcp" and parts.hostname and parts.port) or (parts.scheme == "unix" and parts.path)):
        raise ValueError("write tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl")
    return text


def setting(variable: str, default: Any, meaning: str, read: Callable[[str], Any] = str) -> Any:  # noqa: ANN401 - a dataclass field has the type of its annotation
    """Declare a setting: its environment variable, default, meaning and reader."""
    return dataclasses.field(default=default, metadata={"variable": variable, "meaning": meaning, "read": read})


YES, NO = True, False


@dataclasses.dataclass(frozen=True)
class Configuration:
    """The values a server runs with."""

    data_dir: Path = setting(  # noqa: RUF009 - it makes a field
        "LEDGERLIFT_DATA",
        Path("ledgerlift-data"),
        "Folder for the bundled database, uploads, unfinished uploads and the generated secret key.",
        Path,
    )
    database_url: str = setting(
        "DATABASE_URL",
        "",
        "PostgreSQL to use, `postgresql://user:password@host:port/name`. Empty: the bundled one in the data folder.",
    )
    secret_key: str = setting(
        "LEDGERLIFT_SECRET_KEY",
        "",
        "Signs sessions and forms, encrypts the keys of authenticators. Empty: made once and kept in the data folder "
        "(mode 0600).",
    )
    public_url: str = setting(
        "LEDGERLIFT_PUBLIC_URL",
        "http://127.0.0.1:8000",
        "The address people use. With https, cookies are secure, HTTP is redirected and HSTS is sent.",
        read_url,
    )
    allowed_hosts: tuple[str, ...] = setting(
        "LEDGERLIFT_ALLOWED_HOSTS",
        (),
        "Further host names to answer to, besides the one of the public address.",
        read_list,
    )
    behind_proxy: bool = setting(
        "LEDGERLIFT_BEHIND_PROXY",
        NO,
        "Trust `X-Forwarded-Proto` and the last address of `X-Forwarded-For` from a proxy that sets them itself.",
        read_flag,
    )
    storage: str = setting(
        "LEDGERLIFT_STORAGE",
        "",
        "Where files are kept: `s3://bucket/prefix`, or empty for a folder in the data folder.",
    )
    s3_endpoint_url: str = setting(
        "LEDGERLIFT_S3_ENDPOINT_URL",
        "",
        "Address of an S3-compatible store other than AWS. Keys come from the AWS variables.",
    )
    smtp_url: str = setting(
        "LEDGERLIFT_SMTP_URL",
        "",
        "Mail server, `smtp://user:password@host:port` (`smtps` for TLS). Empty: mail is written to the data folder.",
    )
    mail_from: str = setting(
        "LEDGERLIFT_MAIL_FROM", "Ledgerlift <no-reply@localhost>", "Sender of the mail that Ledgerlift sends."
    )
    max_upload_mib: int = setting(
        "LEDGERLIFT_MAX_UPLOAD_MIB", 256, "Largest file a customer may send, in MiB of 1,048,576 bytes.", read_count
    )
    company_quota_mib: int = setting(
        "LEDGERLIFT_COMPANY_QUOTA_MIB", 2048, "All files kept for one company together, in MiB.", read_count
    )
    company_quota_files: int = setting(
        "LEDGERLIFT_COMPANY_QUOTA_FILES", 100, "How many files are kept for one company.", read_count
    )
    files_per_request: int = setting(
        "LEDGERLIFT_FILES_PER_REQUEST", 10, "How many files may be selected at the same time.", read_count
    )
    uploads_per_hour: int = setting(
        "LEDGERLIFT_UPLOADS_PER_HOUR", 30, "How many files one company may send within an hour.", read_count
    )
    concurrent_uploads: int = setting(
        "LEDGERLIFT_CONCURRENT_UPLOADS", 5, "How many files may be on their way at once through one link.", read_count
    )
    virus_scanner: str = setting(
        "LEDGERLIFT_VIRUS_SCANNER",
        "",
        "Where clamd listens: `tcp://host:port` or `unix:/path`. Every file is scanned before it is read. Empty: off.",
        read_scanner,
    )
    virus_scan_required: bool = setting(
        "LEDGERLIFT_VIRUS_SCAN_REQUIRED",
        YES,
        "Refuse a file while the scanner cannot check it. 0 reads it all the same.",
        read_flag,
    )
    link_days: int = setting("LEDGERLIFT_LINK_DAYS", 30, "How many days a Link URL works.", read_count)
    raw_file_days: int = setting(
        "LEDGERLIFT_RAW_FILE_DAYS", 30, "How many days a file is kept as sent, counted from its arrival.", read_count
    )
    web_threads: int = setting("LEDGERLIFT_WEB_THREADS", 4, "Requests served at the same time.", read_count)
    log_level: str = setting(
        "LEDGERLIFT_LOG_LEVEL", "INFO", "Least severe log line written: DEBUG, INFO, WARNING or ERROR."
    )
    debug: bool = setting(
        "LEDGERLIFT_DEBUG", NO, "Show error details in the browser. Never where others can reach it.", read_flag
    )

    @property
    def is_tls(self) -> bool:
        """Whether people reach the server over https."""
        return self.public_url.startswith("https://")

    @property
    def host_names(self) -> list[str]:
        """The host names the server answers to."""
        own = urlsplit(self.public_url).hostname or "localhost"
        return sorted({own, "127.0.0.1", "localhost", "[::1]", *self.allowed_hosts})


def load(environment: Mapping[str, str] = os.environ) -> Configuration:
    """Read the configuration from environment variables; an unusable value raises SettingNotUsableError."""
    values = {}
    for field in dataclasses.fields(Configuration):
        variable = field.metadata["variable"]
        text = environment.get(variable, "")
        if not text:
            continue
        try:
            values[field.name] = field.metadata["read"](text)
        except ValueError as refusal:
            raise SettingNotUsableError(f"{variable}={text!r} cannot be used: {refusal}") from None
    return Configuration(**values)


def render_reference() -> str:
    """Write the settings page of the reference, as Markdown."""
    lines = [
        "# Settings",
        "",
        "The server reads these environment variables. Written from `ledgerlift_server/configuration.py` by",
        "`python -m ledgerlift_server.configuration`; a test fails when this page is not current.",
        "",
        "| Variable | Default | Meaning |",
        "| - | - | - |",
    ]
    for field in dataclasses.fields(Configuration):
        default = field.default
        shown = (
            ("1" if default else "0")
            if isinstance(default, bool)
            else ",".join(default)
            if default == ()
            else str(default)
        )
        lines.append(
            f"| `{field.metadata['variable']}` | {f'`{shown}`' if shown else 'empty'} | {field.metadata['meaning']} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(render_reference(), end="")
