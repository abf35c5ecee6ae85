"""``ledgerlift serve``: database, web server and worker in one command.

The command itself only starts the parts, starts them again when they die, and stops them in order; it knows no Django.
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click

from ledgerlift_server import configuration
from ledgerlift_server.database import BundledDatabase
from ledgerlift_server.processes import Child

READY_SECONDS = 60
LOOK_SECONDS = 0.25


@click.command("serve")
@click.option("--demo", is_flag=True, help="Make a demo bank and a company, and print its sign-in and Link URL.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Folder for the database and the files.")
def command(*, demo: bool, port: int, host: str, data: Path | None) -> None:
    """Run the portal and the link journey: database, web server and worker."""
    try:
        main(demo=demo, port=port, host=host, data=data)
    except (configuration.SettingNotUsableError, CannotServeError) as refusal:
        raise click.ClickException(str(refusal)) from None


class CannotServeError(Exception):
    """A reason not to start, in a sentence for whoever typed the command."""


def main(*, demo: bool = False, port: int = 8000, host: str = "127.0.0.1", data: Path | None = None) -> None:
    """Serve until SIGTERM or SIGINT; prints where, a line each, once everything answers."""
    settings = configuration.load()
    folder = (data or settings.data_dir).expanduser().resolve()
    port = find_port(host, port)
    signal.signal(signal.SIGTERM, _interrupt)
    # Said once more, for a shell has its background programs ignore it.
    signal.signal(signal.SIGINT, _interrupt)
    with only_server(folder):
        environment = {**os.environ, "LEDGERLIFT_DATA": str(folder), "LEDGERLIFT_LISTEN": f"{host}:{port}"}
        environment.setdefault("LEDGERLIFT_PUBLIC_URL", f"http://127.0.0.1:{port}")
        environment.setdefault("PYTHONUNBUFFERED", "1")
        database = None if settings.database_url else BundledDatabase(folder / "postgres")
        children = []
        try:
            if database:
                environment["DATABASE_URL"] = database.start()
            prepared = prepare(environment, demo=demo)
            children = [
                Child("web", "ledgerlift_server.web", environment),
                Child("worker", "ledgerlift_server.jobs", environment),
            ]
            for child in children:
                child.keep_running()
            wait_until_ready(f"http://{host}:{port}/health/ready", children, database)
            announce(environment["LEDGERLIFT_PUBLIC_URL"], prepared)
            while True:
                time.sleep(LOOK_SECONDS)
                keep_all_running(children, database)
        except KeyboardInterrupt:
            pass
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            for child in children:
                child.stop()
            if database:
                database.stop()


def prepare(environment: dict[str, str], *, demo: bool) -> dict[str, str]:
    """Bring database and static files up to date, and make the demo's data; return what is to be printed."""
    arguments = [sys.executable, "-m", "ledgerlift_server.prepare", *(["--demo"] if demo else [])]
    done = subprocess.run(arguments, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603 - our own module
    if done.returncode != 0:
        raise CannotServeError("The database or the static files could not be prepared; the log above says why.")
    prepared: dict[str, str] = json.loads(done.stdout)
    return prepared


def announce(public_url: str, prepared: dict[str, str]) -> None:
    """Print where everything is."""
    click.echo(f"Portal: {public_url}/portal/companies/")
    if prepared:
        click.echo(f"Login: {prepared['email']} / {prepared['password']}")
        click.echo(f"Link: {public_url}{prepared['link']}")
    sys.stdout.flush()


def keep_all_running(children: list[Child], database: BundledDatabase | None) -> None:
    """Start again whatever died, the database first."""
    if database and database.keep_running():
        click.echo("The database had died and runs again.", err=True)
    for child in children:
        if child.keep_running():
            click.echo(f"The {child.name} had died and runs again.", err=True)


def wait_until_ready(url: str, children: list[Child], database: BundledDatabase | None) -> None:
    """Wait until the server says it is ready."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        with (
            contextlib.suppress(urllib.error.URLError, TimeoutError, ConnectionError),
            urllib.request.urlopen(url, timeout=2),  # noqa: S310 - our own address
        ):
            return
        time.sleep(0.1)
        keep_all_running(children, database)
    raise CannotServeError(f"The server did not become ready within {READY_SECONDS} seconds; the log above says why.")


def find_port(host: str, port: int) -> int:
    """Return the port, or a free one for 0; refuse one that is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise CannotServeError(
                f"Cannot listen on {host}:{port} ({refusal.strerror}). Take another with --port."
            ) from None
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def only_server(folder: Path) -> Iterator[None]:
    """Hold a data folder alone: two servers on one folder would stop each other's database."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotServeError(
                f"Another server already runs on {folder}. Give another folder with --data."
            ) from None
        yield


def _interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    command()
