"""Every hostile file through the reading child: the code it must get, a sentence, soon, and in bounded memory."""

import resource
from dataclasses import replace

import pytest

from bill_files import BILLS
from hostile_files import HOSTILE
from ledgerlift import pipeline
from ledgerlift.reading import Limits
from swollen_files import half_a_million_rows

# As the server reads, with the published size of a file.
LIMITS = replace(Limits(), file_bytes=50 * 2**20)
CPU_SECONDS = 10
MEMORY_MIB = 512


def spent():
    """CPU seconds of all children so far, and the most memory one of them had, in MiB."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 2**10


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.title)
def test_hostile_file(hostile, tmp_path):
    path = tmp_path / hostile.name
    path.write_bytes(hostile.make())
    before, _ = spent()
    found = pipeline.inspect(path, limits=LIMITS)
    after, memory = spent()
    codes = [problem.code for problem in found.problems]
    if hostile.code:
        assert (found.outcome, codes) == ("rejected", [hostile.code])
        assert all(found.problems[0].sentence(language) for language in ("en", "fr"))
    else:
        assert found.outcome == "ready"
        assert set(hostile.problems) <= set(codes)
        assert sum(table.records for table in found.tables) == len(BILLS)
    assert after - before < CPU_SECONDS
    # A child begins with the memory of its parent, for a moment.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    assert memory <= max(MEMORY_MIB, own)
    print(f"{hostile.code or found.outcome}: {after - before:.1f} s, at most {memory:.0f} MiB so far")


@pytest.mark.slow
def test_half_a_million_rows_of_twenty_columns_are_accepted(tmp_path):
    path = tmp_path / "large.xlsx"
    path.write_bytes(half_a_million_rows())
    found = pipeline.inspect(path, limits=LIMITS)
    (table,) = found.tables
    assert (found.outcome, table.rows, table.records) == ("ready", 500_000, 500_000)
