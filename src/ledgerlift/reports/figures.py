"""The columns of the analysis as a workbook shows them."""

import polars as pl

from ledgerlift.analysis import definitions
from ledgerlift.analysis.definitions import Column
from ledgerlift.problems import Language
from ledgerlift.reports.book import TableColumn
from ledgerlift.reports.words import list_words


def table_column(column: Column, language: Language) -> TableColumn:
    """Describe a column of the analysis to the workbook."""
    return TableColumn(column.key, column.label[language], column.section, column.format)


def show(column: Column, language: Language) -> pl.Expr:
    """Turn a column of the analysis into what the workbook shows."""
    value = pl.col(column.key)
    if column.format == "percent":
        # Excel's own percent format multiplies by a hundred.
        value = value / 100
    elif column.format == "method":
        value = value.replace_strict(definitions.list_words("methods", language))
    elif column.format == "flag":
        words = list_words("values", language)
        value = pl.when(value).then(pl.lit(words["yes"])).otherwise(pl.lit(words["no"]))
    return value.alias(column.key)
