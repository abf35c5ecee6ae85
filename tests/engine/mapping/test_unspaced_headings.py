"""Exports in Chinese and Japanese, which write no spaces between words."""

import functools

import polars as pl
import pytest

from ledgerlift import pipeline
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file
from ledgerlift.values.dates import parse_dates

ROWS = range(1, 25)
CHINESE_FIRMS = ("宏远木业有限公司", "办公用品有限公司", "顺捷快递有限公司", "钢铁集团有限公司", "绿能电力股份有限公司")
JAPANESE_FIRMS = ("株式会社山本木材", "東京文具株式会社", "速達運輸有限会社", "北陸鋼材株式会社", "清掃支援合同会社")


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


def inspect_rows(folder, heading, row):
    path = folder / "export.csv"
    path.write_text("\n".join([heading, *map(row, ROWS)]) + "\n", encoding="utf-8")
    return pipeline.inspect(path)


def fields_of(found):
    assert (found.outcome, len(found.tables)) == ("ready", 1), found.questions
    return tuple(column.field for column in found.tables[0].mapping.columns)


def test_chinese_bills_are_read(tmp_path):
    found = inspect_rows(
        tmp_path,
        "供应商编码,供应商名称,发票号码,发票日期,到期日,币别,不含税金额,税额,价税合计,未付金额,状态",
        lambda n: (
            f"GYS{n % 5:04},{CHINESE_FIRMS[n % 5]},{88000 + n * 37},2025-03-{n:02},2025-04-{n:02},人民币,"
            f"{n}00.00,{n * 13}.00,{n * 113}.00,{n * 113 if n % 3 else 0}.00,{'未付款' if n % 3 else '已付款'}"
        ),
    )
    assert found.data_type == "bills"
    assert fields_of(found) == (
        "supplier_id", "supplier_name", "bill_number", "issue_date", "due_date", "currency", "subtotal", "tax_amount",
        "total_amount", "amount_due", "status",
    )  # fmt: skip
    assert not [problem for problem in found.problems if problem.code == "status_not_known"]


def test_japanese_payments_are_read_with_their_days_yen_and_ways_of_paying(tmp_path):
    found = inspect_rows(
        tmp_path,
        "支払日,仕入先コード,仕入先名,支払方法,支払金額,摘要",
        lambda n: (
            f"2025年3月{n}日,{300 + n % 5},{JAPANESE_FIRMS[n % 5]},{'振込' if n % 4 else '現金'},"
            f'"¥{n},{500 + n}",第{n}回分'
        ),
    )
    assert found.data_type == "payments"
    assert fields_of(found) == (
        "payment_date", "supplier_id", "supplier_name", "payment_method", "amount", "note",
    )  # fmt: skip
    table = found.tables[0]
    assert table.totals["amount"] == sum(n * 1000 + 500 + n for n in ROWS)
    column = table.mapping.columns[0]
    days = table.table.body.select(parse_dates(pl.col(column.key), column.date_style)).to_series()
    assert [day.day for day in days] == list(ROWS)


@pytest.mark.parametrize(
    "heading",
    [
        "客户编码,客户名称,发票号码,发票日期,到期日,价税合计",
        "得意先コード,得意先名,請求書番号,売上日,入金期日,税込金額",
    ],
)
def test_what_customers_owe_is_none_of_ours(heading, tmp_path):
    found = inspect_rows(
        tmp_path,
        heading,
        lambda n: f"C{n % 5:03},{CHINESE_FIRMS[n % 5]},{n + 700},2025-03-{n:02},2025-04-{n:02},{n * 113}.50",
    )
    assert found.outcome == "wrong_report"
