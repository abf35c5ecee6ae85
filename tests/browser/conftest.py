"""A real server, worker and database as ``ledgerlift serve --demo`` starts them, and a real Chromium."""

import dataclasses
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "workday"
# Without these Chromium looks up hosts of its own at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclasses.dataclass(frozen=True)
class Site:
    """Where the demo is, and how to get in."""

    portal: str
    email: str
    password: str
    link: str
    process: subprocess.Popen
    data: Path


def start_demo(data, **environment):
    with (data / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "ledgerlift_server.serve", "--demo", "--port", "0", "--data", str(data)],
            env={**os.environ, "LEDGERLIFT_UPLOADS_PER_HOUR": "1000", **environment},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    lines = {}
    for line in process.stdout:
        name, _, value = line.strip().partition(": ")
        lines[name] = value
        if name == "Link":
            break
    if "Link" not in lines:
        process.wait()
        process.stdout.close()
        raise AssertionError((data / "serve.log").read_text())
    email, password = lines["Login"].split(" / ")
    return Site(lines["Portal"], email, password, lines["Link"], process, data)


def stop(site):
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(30) == 0
    site.process.stdout.close()


@pytest.fixture(scope="session")
def site(new_data_folder):
    running = start_demo(new_data_folder())
    yield running
    stop(running)


@pytest.fixture(scope="session")
def chromium():

    path = subprocess.run([ROOT / "tools" / "browser.sh"], capture_output=True, text=True, check=True).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def is_complaint(message):
    # A refused page is an answer that tests look at; a missing style or script is a fault.
    is_answer = message.text.startswith("Failed to load resource") and "/static/" not in message.location["url"]
    return message.type == "error" and not is_answer


@pytest.fixture
def open_page(chromium, site):
    """Open a page of a fresh visitor; the test fails for errors in the console and for requests to other hosts."""
    contexts, complaints = [], []

    def open_(locale="en-GB", width=1280, **options):
        context = chromium.new_context(locale=locale, viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: is_complaint(message) and complaints.append(message.text))
        page.on("request", lambda request: site.portal[:16] in request.url or complaints.append(request.url))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def fill_sign_in(page, site):
    page.goto(site.portal)
    page.get_by_label(re.compile("E-mail|Courriel")).fill(site.email)
    page.get_by_label(re.compile("Password|Mot de passe")).fill(site.password)
    page.get_by_role("button", name=re.compile("Sign in|Se connecter")).click()
    page.wait_for_url(site.portal)


@pytest.fixture
def sign_in(site):
    def sign_in_(page):
        fill_sign_in(page, site)
        return page

    return sign_in_


@pytest.fixture(scope="session")
def staff_state(chromium, site):
    """The cookies of somebody who has signed in: once is enough for all tests that are about something else."""
    page = chromium.new_page()
    fill_sign_in(page, site)
    state = page.context.storage_state()
    page.context.close()
    return state


@pytest.fixture
def new_link(open_page, staff_state, site):
    """Make a company in the portal, as staff do, and return its Link URL."""

    def make(name):
        page = open_page(storage_state=staff_state)
        page.goto(site.portal)
        page.get_by_role("link", name="Create company").click()
        page.get_by_label("Company name").fill(name)
        page.get_by_role("button", name="Create", exact=True).click()
        return page.locator("[data-copy]").first.inner_text().strip()

    return make
