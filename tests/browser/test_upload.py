"""Uploading in a browser: progress, a lost connection, a reload in the middle, and files that are refused."""

import re

import pytest
from browser_samples import write_bills, write_suppliers

BIG = 24 * 2**20


@pytest.fixture
def step(open_page, new_link, request):
    """The page of the bills report, ready for a file."""
    link = new_link(request.node.name[:100].replace("_", " ").replace("[", " ").replace("]", ""))
    page = open_page()
    page.goto(f"{link}software/")
    page.locator("button[value=workday]").click()
    page.get_by_role("button", name="I agree").click()
    page.goto(f"{link}reports/bills/")
    return page


@pytest.fixture
def big_file(tmp_path):
    path = tmp_path / "big.csv"
    line = b"INV-1,Birch Electric,2025-03-04,CAD,100.50\n"
    path.write_bytes(b"Invoice Number,Supplier Name,Invoice Date,Currency,Invoice Amount\n" + line * (BIG // len(line)))
    return path


def choose(page, path):
    page.locator("input[type=file]").set_input_files(path)


def break_after(page, parts):
    """Cut the connection in the middle of one part."""
    seen = {"count": 0}

    def handle(route):
        seen["count"] += route.request.method == "PATCH"
        if route.request.method == "PATCH" and seen["count"] == parts + 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/parts/**", handle)


def test_progress_is_shown_with_speed_and_time_left(step, big_file):
    notes = []
    step.expose_function("note", lambda text: notes.append(text))  # noqa: PLW0108 - a built-in cannot be exposed
    step.evaluate("""() => new MutationObserver(() => {
        const text = document.querySelector('[data-uploads] [data-note]')?.textContent
        if (text) window.note(text)
    }).observe(document.querySelector('[data-uploads]'), {subtree: true, childList: true, characterData: true})""")
    choose(step, big_file)
    step.locator(".file").wait_for(timeout=60_000)
    assert any(re.fullmatch(r"\d+% · [\d.]+ MB/s · \d+ seconds? left", note) for note in notes), notes[:5]


def test_lost_connection_goes_on_by_itself(step, big_file):
    break_after(step, 2)
    choose(step, big_file)
    step.locator(".file").wait_for(timeout=60_000)
    assert "big.csv" in step.locator(".file").inner_text()
    assert step.locator(".file").count() == 1


def test_reload_in_the_middle_goes_on_with_the_same_file(step, big_file):
    # Not one more part gets through until the page is opened anew.
    passed = {"count": 0}

    def handle(route):
        passed["count"] += route.request.method == "PATCH"
        if route.request.method == "PATCH" and passed["count"] > 2:
            return
        route.continue_()

    step.route("**/parts/**", handle)
    choose(step, big_file)
    step.locator("progress[value]").wait_for()
    while passed["count"] < 3:
        step.wait_for_timeout(50)
    step.unroute_all(behavior="ignoreErrors")
    step.reload()
    step.get_by_text("was cut off. Choose the same file again").first.wait_for()
    offsets = []
    step.on("request", lambda request: request.method == "PATCH" and offsets.append(request.headers["upload-offset"]))
    choose(step, big_file)
    step.locator(".file").wait_for(timeout=60_000)
    assert int(offsets[0]) > 0


def test_pause_and_go_on(step, big_file):
    step.route("**/parts/*/", lambda route: (step.wait_for_timeout(150), route.continue_()))
    choose(step, big_file)
    step.get_by_role("button", name="Pause").click()
    step.get_by_text("Paused. What was sent is kept.").first.wait_for()
    step.unroute_all(behavior="ignoreErrors")
    step.get_by_role("button", name="Go on").click()
    step.locator(".file").wait_for(timeout=60_000)


def test_several_files_at_once(step, tmp_path):
    one, two = write_bills(tmp_path, 10), tmp_path / "second.csv"
    two.write_text(one.read_text().replace("INV-", "INV-9"))
    choose(step, [one, two])
    step.locator(".file").nth(1).wait_for(timeout=60_000)


def test_duplicate_is_refused_beside_the_control(step, tmp_path):
    path = write_bills(tmp_path)
    choose(step, path)
    step.locator(".file").wait_for(timeout=60_000)
    step.get_by_text("Add another file").click()
    choose(step, path)
    step.get_by_text("You already uploaded this file on").first.wait_for()
    assert step.locator(".file").count() == 1


def test_file_can_be_dropped(step, tmp_path):
    content = write_bills(tmp_path).read_text()
    transfer = step.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'dropped.csv')); return data }",
        content,
    )
    step.dispatch_event(".drop", "drop", {"dataTransfer": transfer})
    step.locator(".file").wait_for(timeout=60_000)
    assert "dropped.csv" in step.locator(".file").inner_text()


def test_back_button_and_second_tab_show_the_same_state(step, tmp_path):
    choose(step, write_bills(tmp_path))
    step.get_by_role("button", name="Looks right").wait_for(timeout=60_000)
    second = step.context.new_page()
    second.goto(step.url)
    assert second.locator(".file").count() == 1
    second.get_by_role("button", name="Remove").click()
    step.get_by_role("button", name="Looks right").click()
    assert "nothing at this address" in step.content()
    step.go_back()
    step.reload()
    assert step.locator(".file").count() == 0


def test_session_gone_in_the_middle_is_said_in_words(step):
    step.context.clear_cookies()
    step.get_by_role("button", name="FR").click()
    assert "Your session has ended. Open the link again." in step.content()


def test_suppliers_sent_as_bills_leave_the_step_open(step, tmp_path):
    choose(step, write_suppliers(tmp_path))
    step.locator(".file:not(.file-received):not(.file-reading)").wait_for(timeout=60_000)
    assert step.locator("nav .state-done").count() == 2
