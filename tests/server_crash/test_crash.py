"""Kill -9 of worker, web server and database in the middle of syncs: nothing lost, nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil
import psycopg
import pytest

COUNT = 20
WAIT_SECONDS = 300

# Makes companies whose files are in, and queues their syncs as completing the journey does.
QUEUE_SYNCS = """
import pathlib, sys, uuid
import django
django.setup()
from ledgerlift_server.accounts.models import User
from ledgerlift_server.companies import actions as companies
from ledgerlift_server.syncs import actions, files
from ledgerlift_server.syncs.models import Upload

SUPPLIERS = "Supplier ID,Supplier Name,Email,City\\nS-1,Birch Electric,a@b.example,Toronto\\nS-2,Elm Printing,c@d.example,Oshawa\\n"
BILLS = "Invoice Number,Supplier Name,Invoice Date,Currency,Invoice Amount\\n" + "".join(
    f"I-{n},{('Birch Electric', 'Elm Printing')[n % 2]},2025-{n % 12 + 1:02}-20,CAD,{n + 100}.25\\n" for n in range(60))
READY = {"outcome": "ready", "looks_like": "", "headings": "", "tables": [], "questions": [], "problems": [], "extracts": []}
user = User.objects.get()
for number in range(int(sys.argv[1])):
    company = companies.create_company(client=user.client, name=f"Crash {number}", id=uuid.uuid4(), by=user)
    connection = companies.choose_software(
        company=company, software="workday", software_name="Workday", is_used=False, by=user.actor)
    companies.give_consent(connection=connection, version="1", language="en", text="t", by=user.actor)
    for data_type, text in (("suppliers", SUPPLIERS), ("bills", BILLS)):
        path = pathlib.Path(sys.argv[2]) / data_type
        path.write_text(text)
        incoming = files.Incoming(path, f"{data_type}.csv", path.stat().st_size, files.hash_file(path))
        upload = actions.receive_upload(connection=connection, data_type=data_type, incoming=incoming, by=user.actor)
        Upload.objects.filter(pk=upload.pk).update(state="ready", inspection=READY)
    actions.complete_journey(connection=connection, language="en", by=user.actor)
"""


class Server:
    """``ledgerlift serve --demo`` in a process of its own."""

    def __init__(self, data):
        self.data = data
        self.url = f"postgresql://postgres@/postgres?host={data / 'postgres'}"

    def start(self):
        with (self.data / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ledgerlift_server.serve", "--demo", "--port", "0", "--data", str(self.data)],
                stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, "LEDGERLIFT_UPLOADS_PER_HOUR": "1000"},
            )  # fmt: skip
        for line in self.process.stdout:
            name, _, value = line.strip().partition(": ")
            if name == "Link":
                self.link = value
                return
        raise AssertionError((self.data / "serve.log").read_text())

    def stop(self):
        self.process.terminate()
        assert self.process.wait(60) == 0
        self.process.stdout.close()

    def part(self, module):
        """Find the process of one part."""
        children = psutil.Process(self.process.pid).children()
        return next((child for child in children if module in child.cmdline()), None)

    def database_pid(self):
        return int((self.data / "postgres" / "postmaster.pid").read_text().split()[0])

    def kill(self, what):
        """Kill -9 one of our own processes, if it is running just now."""
        try:
            if what == "database":
                os.kill(self.database_pid(), signal.SIGKILL)
            elif child := self.part({"worker": "ledgerlift_server.jobs", "web": "ledgerlift_server.web"}[what]):
                child.kill()
        except (OSError, ValueError, IndexError, psutil.Error):
            return False
        return True

    def query(self, sql):
        """Ask the database; while it is away, again."""
        until = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(self.url, connect_timeout=5) as connection:
                    return connection.execute(sql).fetchall()
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.3)

    def queue_syncs(self, count, folder):
        environment = {**os.environ, "DATABASE_URL": self.url, "LEDGERLIFT_DATA": str(self.data),
                       "DJANGO_SETTINGS_MODULE": "ledgerlift_server.settings", "LEDGERLIFT_UPLOADS_PER_HOUR": "1000"}  # fmt: skip
        subprocess.run([sys.executable, "-c", QUEUE_SYNCS, str(count), str(folder)], env=environment, check=True)


@pytest.fixture
def server(tmp_path):
    running = Server(tmp_path)
    running.start()
    yield running
    if running.process.poll() is None:
        running.stop()


def wait_for(condition, seconds=WAIT_SECONDS):
    until = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.5)
    return answer


def is_up(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.mark.slow
def test_killed_twenty_times_every_sync_completes_once(server, tmp_path):
    choose = random.Random(20)
    server.queue_syncs(COUNT, tmp_path)
    killed = []
    while len(killed) < COUNT:
        time.sleep(choose.uniform(0.2, 2.5))
        what = choose.choice(["worker", "worker", "web", "database"])
        if server.kill(what):
            killed.append(what)
    wait_for(lambda: server.query("SELECT count(*) FROM syncs_sync WHERE state = 'complete'") == [(COUNT,)])
    assert server.query("SELECT count(*), count(DISTINCT sync_id) FROM syncs_snapshot") == [(COUNT, COUNT)]
    assert server.query("SELECT count(*) FROM syncs_currentsnapshot") == [(COUNT,)]
    files = server.query("SELECT snapshot_id, count(*), count(DISTINCT path) FROM syncs_snapshotfile GROUP BY 1")
    assert len(files) == COUNT
    assert len({count for _, count, _ in files}) == 1
    assert all(count == distinct > 1 for _, count, distinct in files)
    stored = [name for (name,) in server.query("SELECT storage_name FROM syncs_snapshotfile")]
    assert all((server.data / "files" / name).stat().st_size for name in stored)
    events = server.query("SELECT count(*) FROM companies_event WHERE name = 'sync.completed'")
    assert events == [(COUNT,)]
    wait_for(
        lambda: server.query("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')") == [(0,)], 60
    )
    wait_for(lambda: is_up(server.link), 30)
    print("killed:", {what: killed.count(what) for what in set(killed)})


def test_stopping_leaves_no_process_and_starting_again_finds_everything(server, tmp_path):
    mine = [*psutil.Process(server.process.pid).children(recursive=True), psutil.Process(server.database_pid())]
    server.stop()
    assert psutil.wait_procs(mine, timeout=10)[1] == []
    server.start()
    assert server.query("SELECT count(*) FROM companies_company") == [(1,)]


def test_server_that_was_killed_takes_its_parts_along_and_starts_again(server):
    mine = psutil.Process(server.process.pid).children(recursive=True)
    server.process.kill()
    server.process.wait()
    server.process.stdout.close()
    assert psutil.wait_procs(mine, timeout=20)[1] == []
    server.start()
    assert is_up(server.link)


def test_second_server_on_the_same_folder_is_refused_in_words(server):
    again = subprocess.run(
        [sys.executable, "-m", "ledgerlift_server.serve", "--port", "0", "--data", str(server.data)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert again.returncode == 1
    assert "Another server already runs on" in again.stderr


def test_port_that_is_taken_is_refused_in_words(server, tmp_path):
    port = server.link.split(":")[2].split("/")[0]
    again = subprocess.run(
        [sys.executable, "-m", "ledgerlift_server.serve", "--port", port, "--data", str(tmp_path / "other")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert again.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in again.stderr
