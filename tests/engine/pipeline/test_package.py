import subprocess
import sys

import pytest

import ledgerlift


def test_package_offers_inspect_and_run() -> None:
    assert ledgerlift.inspect.__module__ == "ledgerlift.pipeline.inspecting"
    assert ledgerlift.run.__module__ == "ledgerlift.pipeline.running"
    with pytest.raises(AttributeError, match="no attribute 'walk'"):
        ledgerlift.walk  # noqa: B018 - the access is what is tested


def test_importing_the_package_loads_no_stage() -> None:
    code = "import sys, ledgerlift; print([name for name in ('polars', 'ledgerlift.pipeline') if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert shown.strip() == "[]"
