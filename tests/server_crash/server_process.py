"""A running server for the tests that kill it, and for those that watch its memory."""

import os
import signal
import subprocess
import sys
import time

import psutil
import psycopg

# Makes companies whose files are in, and queues their syncs as completing the journey does.
QUEUE_SYNCS = """
import pathlib, sys, uuid
import django
django.setup()
from ledgerlift_server.accounts.models import User
from ledgerlift_server.companies import actions as companies
from ledgerlift_server.row_security.scope import acting_for, acting_for_all
from ledgerlift_server.syncs import files, sync_actions, upload_actions
from ledgerlift_server.syncs.models import Upload

SUPPLIERS = (
    "Supplier ID,Supplier Name,Email,City\\n"
    "S-1,Birch Electric,a@b.example,Toronto\\nS-2,Elm Printing,c@d.example,Oshawa\\n")
BILLS = "Invoice Number,Supplier Name,Invoice Date,Currency,Invoice Amount\\n" + "".join(
    f"I-{n},{('Birch Electric', 'Elm Printing')[n % 2]},2025-{n % 12 + 1:02}-20,CAD,{n + 100}.25\\n" for n in range(60))
READY = {"outcome": "ready", "looks_like": "", "headings": "", "tables": [], "questions": [], "problems": [],
         "extracts": []}
with acting_for_all():
    user = User.objects.select_related("client").get()
with acting_for(user.client_id):
    for number in range(int(sys.argv[1])):
        company = companies.create_company(client=user.client, name=f"Crash {number}", id=uuid.uuid4(), by=user)
        connection = companies.choose_software(
            company=company, software="workday", software_name="Workday", is_used=False, by=user.actor)
        companies.give_consent(connection=connection, version="1", language="en", text="t", by=user.actor)
        for data_type, text in (("suppliers", SUPPLIERS), ("bills", BILLS)):
            path = pathlib.Path(sys.argv[2]) / data_type
            path.write_text(text)
            incoming = files.Incoming(path, f"{data_type}.csv", path.stat().st_size, files.hash_file(path))
            upload = upload_actions.receive_upload(
                connection=connection, data_type=data_type, incoming=incoming, by=user.actor
            )
            Upload.objects.filter(pk=upload.pk).update(state="ready", inspection=READY)
        sync_actions.complete_journey(connection=connection, language="en", by=user.actor)
"""


class Server:
    """``ledgerlift serve --demo`` in a process of its own."""

    def __init__(self, data, **environment):
        self.data = data
        self.environment = environment
        self.url = f"postgresql://postgres@/postgres?host={data / 'postgres'}"

    def start(self):
        with (self.data / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ledgerlift_server.serve", "--demo", "--port", "0", "--data", str(self.data)],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "LEDGERLIFT_UPLOADS_PER_HOUR": "1000", **self.environment},
            )
        for line in self.process.stdout:
            name, _, value = line.strip().partition(": ")
            if name == "Link":
                self.link = value
                return
        self.process.wait()
        self.process.stdout.close()
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
                time.sleep(0.1)

    def queue_syncs(self, count, folder):
        environment = {
            **os.environ,
            "DATABASE_URL": self.url,
            "LEDGERLIFT_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": "ledgerlift_server.settings",
            "LEDGERLIFT_UPLOADS_PER_HOUR": "1000",
        }
        subprocess.run([sys.executable, "-c", QUEUE_SYNCS, str(count), str(folder)], env=environment, check=True)
