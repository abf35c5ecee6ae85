import hashlib
import json
from datetime import date
from decimal import Decimal

import duckdb
import polars as pl
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift import records
from ledgerlift.snapshot import Company, Manifest, SourceEntry, TableEntry, read_snapshot, write_snapshot

BILLS = pl.DataFrame(
    {
        "bill_key": ["b1", "b2", "b3"],
        "supplier_key": ["s1", "s1", "s2"],
        "bill_number": ["0001", "0002", "=1+1"],
        "issue_date": [date(2025, 3, 1), date(2025, 4, 2), None],
        "issue_day": [20148, 20180, None],
        "total_amount": [Decimal("100.10"), Decimal("-0.125"), None],
        "currency": ["CAD", "CAD", None],
        "status": ["Open", "Void", None],
        "file": ["bills.csv"] * 3,
        "row": [2, 3, 4],
    },
    schema_overrides={"total_amount": records.AMOUNT},
)
MANIFEST = Manifest(
    company=Company(name="Papeterie Côté"),
    base_currency="CAD",
    sources=(
        SourceEntry(
            name="bills.csv", bytes=10, sha256="ab", format="csv", encoding="utf-8", delimiter=",",
            tables=(
                TableEntry(
                    sheet=None, data_type="bills", kind="bills", confidence=0.98, header_rows=(1,),
                    first_row=2, last_row=4, rows=3, layout="flat",
                ),
            ),
        ),
    ),
)  # fmt: skip


def digests(directory):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(directory.iterdir())}


def test_snapshot_written_and_read_gives_the_records_and_the_manifest_back(tmp_path):
    info = write_snapshot({"bills": BILLS}, MANIFEST, tmp_path / "snapshot")
    snapshot = read_snapshot(tmp_path / "snapshot")
    assert snapshot.manifest == info.manifest
    assert snapshot.manifest.company.name == "Papeterie Côté"
    bills = snapshot.frames["bills"].collect()
    assert bills.schema == dict(records.SNAPSHOT["bills"])
    assert bills.select(BILLS.columns).rows() == BILLS.rows()
    assert bills["due_date"].null_count() == 3


def test_snapshot_has_every_record_type_when_only_one_is_given(tmp_path):
    write_snapshot({"bills": BILLS}, MANIFEST, tmp_path / "snapshot")
    snapshot = read_snapshot(tmp_path / "snapshot")
    assert set(snapshot.frames) == set(records.SNAPSHOT)
    for name, frame in snapshot.frames.items():
        assert frame.collect_schema() == dict(records.SNAPSHOT[name])
    assert snapshot.manifest.counts == {name: 3 if name == "bills" else 0 for name in records.SNAPSHOT}


def test_same_input_gives_the_same_bytes_eager_or_lazy(tmp_path):
    write_snapshot({"bills": BILLS}, MANIFEST, tmp_path / "one")
    write_snapshot({"bills": BILLS.lazy()}, MANIFEST, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_large_frames_keep_their_order_and_their_bytes(tmp_path):
    rows = 600_000
    payments = pl.select(payment_key=pl.int_range(rows).cast(pl.String), amount=pl.int_range(rows).cast(records.AMOUNT))
    for name in ("one", "two"):
        write_snapshot({"payments": payments.lazy()}, Manifest(), tmp_path / name)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    read = read_snapshot(tmp_path / "one").frames["payments"].select(payments.columns).collect()
    assert read.equals(payments)
    assert pyarrow.parquet.ParquetFile(tmp_path / "one/payments.parquet").num_row_groups > 1


def test_snapshot_id_changes_with_a_record_and_with_a_decision(tmp_path):
    ids = {
        write_snapshot({"bills": BILLS}, MANIFEST, tmp_path / "one").snapshot_id,
        write_snapshot({"bills": BILLS.reverse()}, MANIFEST, tmp_path / "two").snapshot_id,
        write_snapshot({"bills": BILLS}, Manifest(answers={"issue_date": "DMY"}), tmp_path / "three").snapshot_id,
    }
    assert len(ids) == 3


@pytest.mark.parametrize("reader", ["duckdb", "pyarrow"])
def test_parquet_files_open_in_other_readers_with_equal_values(tmp_path, reader):
    write_snapshot({"bills": BILLS}, MANIFEST, tmp_path / "snapshot")
    path = tmp_path / "snapshot/bills.parquet"
    columns = ["bill_number", "issue_date", "total_amount", "row"]
    if reader == "duckdb":
        rows = duckdb.read_parquet(str(path)).select(*columns).fetchall()
    else:
        rows = [tuple(row.values()) for row in pyarrow.parquet.read_table(path, columns=columns).to_pylist()]
    assert rows == BILLS.select(columns).rows()


def test_manifest_adds_up_totals_dates_and_rows(tmp_path):
    set_aside = pl.DataFrame({"reason": ["total"], "file": ["bills.csv"], "row": [5]})
    source = MANIFEST.sources[0]
    tables = (TableEntry(**{**vars(source.tables[0]), "skipped": {"total": 1}}),)
    manifest = Manifest(sources=(SourceEntry(**{**vars(source), "tables": tables}),))
    manifest = write_snapshot({"bills": BILLS, "set_aside": set_aside}, manifest, tmp_path / "s").manifest
    assert manifest.totals["bills"] == {"CAD": {"total_amount": "99.975"}, "XXX": {}}
    assert (manifest.first_date, manifest.last_date) == (date(2025, 3, 1), date(2025, 4, 2))
    (sheet,) = manifest.reconciliation
    assert (sheet.rows, sheet.records, sheet.set_aside) == (4, {"bills": 3}, {"total": 1})
    assert (sheet.further_lines, sheet.unexplained) == (0, 0)


def test_manifest_has_no_clock_and_no_path(tmp_path):
    write_snapshot({"bills": BILLS}, MANIFEST, tmp_path / "snapshot")
    text = (tmp_path / "snapshot/manifest.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert json.loads(text)["files"]["bills"]["name"] == "bills.parquet"


def test_snapshot_replaces_a_snapshot_but_nothing_else(tmp_path):
    target = tmp_path / "snapshot"
    write_snapshot({"bills": BILLS}, MANIFEST, target)
    info = write_snapshot({"bills": BILLS.head(1)}, MANIFEST, target)
    assert read_snapshot(target).manifest.snapshot_id == info.snapshot_id
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot"]
    (target / "letter.txt").write_text("keep me")
    with pytest.raises(FileExistsError):
        write_snapshot({"bills": BILLS}, MANIFEST, target)
    assert (target / "letter.txt").read_text() == "keep me"


def test_failure_half_way_leaves_nothing(tmp_path):
    broken = pl.LazyFrame({"payment_key": ["p1"]}).with_columns(pl.col("payment_key").cast(pl.Int64).cast(pl.String))
    with pytest.raises(pl.exceptions.InvalidOperationError):
        write_snapshot({"bills": BILLS, "payments": broken}, MANIFEST, tmp_path / "snapshot")
    assert list(tmp_path.iterdir()) == []


def test_unknown_column_is_refused(tmp_path):
    with pytest.raises(ValueError, match="iban"):
        write_snapshot({"bills": BILLS.with_columns(iban=pl.lit("x"))}, MANIFEST, tmp_path / "snapshot")
    assert list(tmp_path.iterdir()) == []


def test_absurd_amounts_do_not_overflow_the_totals(tmp_path):
    bills = pl.DataFrame(
        {"currency": ["CAD"] * 20, "total_amount": [Decimal("9" * 31)] * 19 + [Decimal(5)]},
        schema_overrides={"total_amount": records.AMOUNT},
    )
    manifest = write_snapshot({"bills": bills}, Manifest(), tmp_path / "snapshot").manifest
    assert manifest.totals["bills"] == {"CAD": {"total_amount": "5.00"}}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=6), max_size=20))
def test_totals_are_the_exact_sums(tmp_path_factory, amounts):
    directory = tmp_path_factory.mktemp("totals") / "snapshot"
    bills = pl.DataFrame(
        {"currency": ["EUR"] * len(amounts), "total_amount": amounts},
        schema={"currency": pl.String, "total_amount": records.AMOUNT},
    )
    totals = write_snapshot({"bills": bills}, Manifest(), directory).manifest.totals["bills"]
    assert sum(map(Decimal, [totals[currency]["total_amount"] for currency in totals])) == sum(amounts)
