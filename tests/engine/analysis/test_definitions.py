import pytest

from ledgerlift.analysis.definitions import get_words, list_columns, list_words
from ledgerlift.analysis.marks import LeftOut
from ledgerlift.analysis.methods import OVERALL
from ledgerlift.analysis.methods_used import CATEGORIES
from ledgerlift.records import Method

# The published column names of the two tables, in order; None where a column has no name in the API.
METHODS = [
    "biggestCountPaymentMethod", "suppliersCount", "percentageSuppliersByCount", "percentageBillsByCount",
    "percentageBillsByAmount", None, "billsCount", "billsOutstandingCount", "billsAmount", "billsOutstandingAmount",
    "billsOutstandingPercentageByAmount", "billsPaidLateCount", "billsPaidLateAmount",
    "billsPaidLatePercentageByAmount", "paymentsCount", "paymentsAmount", "averagePaymentAmount",
    "averageBillPaymentTermsWeighted",
    "averageBillSettlementPeriodWeighted", "directCostsPercentageByCount", "directCostsPercentageByAmount",
    "directCostsCount", "directCostsAmount",
]  # fmt: skip
SUPPLIERS = [
    "supplierName", None, "biggestCountPaymentMethod", None, "importedDate", None, "billsCount",
    "billsOutstandingCount", "billsAmount", "billsOutstandingAmount", "billsOutstandingPercentageByAmount",
    "billsPaidLateCount", "billsPaidLateAmount", "billsPaidLatePercentageByAmount", "latestBilled", "paymentsCount",
    "paymentsAmount", "averagePaymentAmount", "averageBillPaymentTermsWeighted", "commonPaymentTermsDays",
    "averageBillSettlementPeriodWeighted", "directCostsCount", "directCostsAmount", "latestDirectCostBilled",
]  # fmt: skip


def test_tables_have_the_published_columns_in_order():
    assert [column.api for column in list_columns("methods")] == METHODS
    assert [column.api for column in list_columns("suppliers")][: len(SUPPLIERS)] == SUPPLIERS


@pytest.mark.parametrize("table", ["methods", "suppliers", "entities"])
def test_every_column_has_its_words_in_both_languages(table):
    for column in list_columns(table):
        for words in (column.label, column.definition, get_words("sections", column.section)):
            if words is not None:
                assert set(words) == {"en", "fr"}, column.key
                assert all(words.values()), column.key
        assert column.definition or column.section == "details", column.key
        assert column.label["en"] != column.label["fr"], column.key


def test_every_method_category_and_reason_has_a_name():
    for language in ("en", "fr"):
        assert set(list_words("methods", language)) == set(Method)
        assert set(list_words("categories", language)) == {*CATEGORIES.values(), OVERALL}
        assert set(list_words("left_out", language)) == set(LeftOut)
