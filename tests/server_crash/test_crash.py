"""Kill -9 of worker, web server and database in the middle of syncs: nothing lost, nothing twice."""

import random
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil
import pytest

COUNT = 20
WAIT_SECONDS = 300


def wait_for(condition, seconds=WAIT_SECONDS):
    until = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.1)
    return answer


def is_up(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def is_orphan(process, server):
    """Whether a process belongs to this server's folder and to none of its running parts."""
    environment = process.info["environ"] or {}
    if environment.get("LEDGERLIFT_DATA") != str(server.data) or "LEDGERLIFT_OWNED_BY" not in environment:
        return False
    return process.pid not in {child.pid for child in psutil.Process(server.process.pid).children(recursive=True)}


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
    events = server.query("SELECT count(*) FROM accounts_event WHERE name = 'sync.completed'")
    assert events == [(COUNT,)]
    wait_for(
        lambda: server.query("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')") == [(0,)], 60
    )
    wait_for(lambda: is_up(server.link), 30)
    orphans = [process for process in psutil.process_iter(["cmdline", "environ"]) if is_orphan(process, server)]
    assert orphans == []
    print("killed:", {what: killed.count(what) for what in set(killed)})


def test_stopping_leaves_no_process_and_starting_again_finds_everything(server):
    companies = server.query("SELECT id, name FROM companies_company ORDER BY id")
    mine = [*psutil.Process(server.process.pid).children(recursive=True), psutil.Process(server.database_pid())]
    server.stop()
    assert psutil.wait_procs(mine, timeout=10)[1] == []
    server.start()
    assert companies
    assert server.query("SELECT id, name FROM companies_company ORDER BY id") == companies


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
