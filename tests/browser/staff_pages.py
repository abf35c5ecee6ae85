"""All addresses of the portal, listed from its URL configuration, and how to come by those that need a person."""

import base64
import email
import hmac
import json
import os
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from browser_samples import AXE

LIST = """
import json, django
django.setup()
from ledgerlift_server.portal import account_urls, urls
print(json.dumps([each.name for each in [*urls.urlpatterns, *account_urls.urlpatterns]]))
"""
SIGN = """
import sys, django
django.setup()
from ledgerlift_server.companies.models import Company
from ledgerlift_server.syncs import subscriptions
print(subscriptions.sign(Company(id=sys.argv[1]), "somebody@supplier.example"))
"""


# Lists the controls that somebody sees, and notes which of them the focus comes to, and where it cannot be seen there.
WATCH_FOCUS = """() => {
    const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]'
    const isReachable = each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({visibilityProperty: true})
    const group = each => each.type === 'radio' ? each.form.elements[each.name] : null
    const alike = each => group(each) instanceof RadioNodeList ? [...group(each)] : [each]
    const waiting = new Set([...document.querySelectorAll(controls)].filter(isReachable))
    const unseen = []
    document.addEventListener('focusin', ({target}) => {
        alike(target).forEach(each => waiting.delete(each))
        if (getComputedStyle(target).outlineStyle === 'none') unseen.push(target)
    })
    const show = each => each.outerHTML.slice(0, 160)
    window.listFocusFaults = () => [...[...waiting].map(show), ...unseen.map(each => `unseen: ${show(each)}`)]
    const parts = each => ['date', 'month', 'time'].includes(each.type) ? 4 : 1
    return [...waiting].reduce((sum, each) => sum + parts(each), 0)
}"""


def ask_server(code, site, *arguments):
    """Run a few lines with the server's own code and settings; its database is not asked."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ledgerlift_server.settings", "DATABASE_URL": "",
                   "LEDGERLIFT_DATA": str(site.data)}  # fmt: skip
    for name in ("LEDGERLIFT_SECRET_KEY", "LEDGERLIFT_PUBLIC_URL"):
        environment.pop(name, None)
    command = [sys.executable, "-W", "ignore", "-c", code, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def list_routes(site):
    """Name every route of the portal."""
    return set(json.loads(ask_server(LIST, site)))


def find_snapshot(site, company_id):
    """Give the id of a company's snapshot; a page says it only of those that do not count."""
    socket = Path(site.data, "postgres", "postmaster.pid").read_text().splitlines()[4]
    options = "-c ledgerlift.client=all"
    with psycopg.connect(host=socket, user="ledgerlift", dbname="postgres", options=options) as connection:
        found = connection.execute(
            "SELECT syncs_snapshot.id FROM syncs_snapshot JOIN syncs_sync ON syncs_sync.id = sync_id "
            "JOIN companies_connection ON companies_connection.id = connection_id WHERE company_id = %s",
            [company_id],
        )
        return str(found.fetchone()[0])


def find_letter(site, recipient, *, patience=120):
    """Wait for the last e-mail to somebody, as the server without a mail server keeps it; give its text."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        for path in sorted(Path(site.data, "mail").rglob("*.eml"), reverse=True):
            letter = email.message_from_bytes(path.read_bytes())
            if letter["To"] == recipient:
                return letter.get_payload(decode=True).decode()
        time.sleep(0.5)
    raise AssertionError(f"no letter to {recipient}")


def find_address(text):
    """Give the address in a letter."""
    return re.search(r"http://\S+", text)[0]


def code_of(key):
    """Give the code that an authenticator with this key shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(key), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return str((struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6).zfill(6)


def list_violations(page):
    """List what axe finds, folded parts open."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


def list_keyboard_faults(page):
    """List the controls that the Tab key does not come to, and those on which the focus cannot be seen."""
    for _ in range(page.evaluate(WATCH_FOCUS) + 5):
        page.keyboard.press("Tab")
    return page.evaluate("listFocusFaults()")


def check(page):
    """Hold the page that is open to axe, light and dark, and to the widths of a phone and a tablet."""
    for scheme in ("dark", "light"):
        # Without motion, so that no colour is measured on its way.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert list_violations(page) == [], f"{page.url} {scheme}"
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} at {width}"
