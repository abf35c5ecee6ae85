from collections.abc import Mapping

from ledgerlift.catalogue.building import build
from ledgerlift.catalogue.model import Conventions, Query, Report, Signs, Software
from ledgerlift.records import DataType, Method


def built(kind, data):
    mistakes = []
    value = build(kind, data, lambda path, reason: mistakes.append((path, reason)))
    return value, mistakes


def test_dataclass_is_built_with_its_enumerations_and_tuples():
    data = {
        "slug": "ledgerly",
        "name": "Ledgerly",
        "vendor": "Ledgerly",
        "platform_key": "ledg",
        "connections": {"file": ["bills", "suppliers"]},
        "reports": {"bills": {"name": "Bills", "methods": {"007": "Check"}, "signs": {"amounts": "negative"}}},
    }
    software, mistakes = built(Software, data)
    assert mistakes == []
    assert software.data_types == (DataType.SUPPLIERS, DataType.BILLS)
    assert software.reports[DataType.BILLS].methods == {"007": Method.CHECK}
    assert software.reports[DataType.BILLS].signs == Signs(amounts="negative")


def test_every_mistake_is_told_at_once():
    _, mistakes = built(Report, {"name": ["x"], "layouts": "flat", "methods": {"C": "Cheque"}, "nonsense": "1"})
    assert {path for path, _ in mistakes} == {("name",), ("layouts",), ("methods", "C"), ("nonsense",)}
    assert dict(mistakes)["methods", "C"].startswith("'Cheque' is none of CreditCard, DebitCard")


def test_missing_keys_are_named():
    value, mistakes = built(Query, {"name": "Bills"})
    assert value is None
    assert [reason for _, reason in mistakes] == ["file_name is missing", "kind is missing", "text is missing"]


def test_whole_numbers_are_read_and_checked():
    assert built(Conventions, {"implied_decimals": "2"}) == (Conventions(implied_decimals=2), [])
    assert built(Conventions, {"implied_decimals": "two"})[1] == [
        (("implied_decimals",), "expected a whole number, found 'two'")
    ]


def test_shape_is_checked_before_values():
    assert built(Mapping[str, str], ["a"])[1] == [((), "expected keys and values, found a list")]
    assert built(tuple[str, ...], {"a": "b"})[1] == [((), "expected a list, found keys and values")]
    assert built(Report, None)[1] == [((), "expected keys and values, found nothing")]
