"""Values written as a network takes them, and a note of every value that is not what the books say.

A name or an address that is too long is cut at the end of a word. A code is never cut: half a tax number is another tax
number, so it is left empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from ledgerlift.analysis.definitions import list_words
from ledgerlift.problems import Language
from ledgerlift.reports.match.layouts import MatchColumn
from ledgerlift.values import countries, text
from ledgerlift.values.regions import find_region_code, list_region_codes

# What a spreadsheet could take for a formula, with the marks and spaces around it.
_TRIGGERS = r"""^[\s"']*[=+\-@＝＋－＠][\s"'=+\-@＝＋－＠]*"""
_UNSEEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
_US_ZIP = r"^(\d{5})(?:[\s-]?(\d{4}))?$"
_LOST_ZERO = r"^\d{4}$|^\d{8}$|^\d{4}-\d{4}$"
# ZIP codes of these begin with a zero, which a spreadsheet may have dropped.
_ZERO_STATES = ("CT", "MA", "ME", "NH", "NJ", "PR", "RI", "VT", "VI")
_CA_POSTAL = r"^[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d$"
_CA_BUSINESS = r"^(\d{9})(?:R[TPCMZ]\d{4})?$"


@dataclass(frozen=True)
class Fitted:
    """One column as it is written.

    ``changes`` has a row a value that differs: ``row``, ``why``, ``recorded``, ``written`` (null: left empty).
    """

    values: pl.Series
    changes: pl.DataFrame


CHANGES = {"row": pl.UInt32, "why": pl.String, "recorded": pl.String, "written": pl.String}


def prepare(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what several columns are written by: ``country_known``, the country recorded or told by the postal code."""
    postal = pl.col("postal_code").str.strip_chars().str.to_uppercase()
    state = pl.col("region").str.strip_chars().str.to_uppercase()
    told = (
        pl.when(postal.str.contains(_CA_POSTAL))
        .then(pl.lit("CA"))
        .when(postal.str.contains(_US_ZIP) & state.is_in(list(list_region_codes("US"))))
        .then(pl.lit("US"))
    )
    return rows.with_columns(country_known=pl.coalesce("country", told))


def fit(rows: pl.DataFrame, column: MatchColumn, language: Language) -> Fitted:
    """Write one column of prepared rows in the form and within the limit of the network."""
    if column.form in NUMBERS:
        return _fit_number(rows, column)
    if column.form == "date":
        return Fitted(rows[column.source].alias(column.key), pl.DataFrame(schema=CHANGES))
    recorded = _tidy(rows[column.source].cast(pl.String))
    if column.form == "key":
        return _finish(
            rows["supplier_id"], recorded, column, {"new_key": recorded != rows["supplier_id"].fill_null("")}
        )
    if column.form == "method":
        return _finish(recorded, recorded.replace_strict(list_words("methods", language), default=None), column, {})
    value, reasons = _FORMS[column.form](recorded, rows, column)
    return _finish(recorded, value, column, reasons)


NUMBERS = ("amount", "plain_amount", "whole", "days")
Reasons = Mapping[str, pl.Series]


def _fit_number(rows: pl.DataFrame, column: MatchColumn) -> Fitted:
    values = rows[column.source].cast(pl.Float64)
    decimals = {"amount": 2, "plain_amount": 2, "whole": 0, "days": 1}[column.form]
    # Half a cent goes up, as on an invoice; exact amounts of six decimals and more are first brought near.
    written = (rows[column.source].cast(pl.Decimal(38, 6)).round(decimals, mode="half_away_from_zero")).cast(pl.Float64)
    is_unfit = pl.Series([False] * rows.height, dtype=pl.Boolean)
    if column.form == "plain_amount":
        is_unfit = (values < 0).fill_null(value=False)
    if column.most is not None:
        is_unfit = is_unfit | (written.abs() >= 10.0**column.most).fill_null(value=False)
    values = written.set(is_unfit, None).cast(pl.Float64 if decimals else pl.Int64)
    changes = _note(rows[column.source].cast(pl.String), values.cast(pl.String), "does_not_fit", is_unfit)
    if column.required:
        changes = pl.concat([changes, _note(values.cast(pl.String), values, "required", values.is_null())])
    return Fitted(values.alias(column.key), changes)


def _finish(recorded: pl.Series, value: pl.Series, column: MatchColumn, reasons: Reasons) -> Fitted:
    notes = [_note(recorded, value, why, is_so) for why, is_so in reasons.items()]
    if column.required:
        notes.append(_note(recorded, value, "required", (value.is_null() | (value == "")).fill_null(value=True)))
    changes = pl.concat(notes) if notes else pl.DataFrame(schema=CHANGES)
    return Fitted(value.alias(column.key), changes)


def _note(recorded: pl.Series, written: pl.Series, why: str, is_so: pl.Series) -> pl.DataFrame:
    noted = pl.DataFrame({"recorded": recorded, "written": written.cast(pl.String)}).with_row_index("row")
    return noted.filter(is_so.fill_null(value=False)).select("row", pl.lit(why).alias("why"), "recorded", "written")


def _tidy(texts: pl.Series) -> pl.Series:
    """Take out what nobody sees, and write every run of spaces and line ends as one space; nothing becomes null."""
    seen = texts.str.replace_all(r"\s+", " ").str.replace_all(_UNSEEN, "").str.strip_chars()
    return seen.set(seen == "", None)


def _as_text(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    value = recorded.str.replace(_TRIGGERS, "")
    started = recorded != value
    short = _cut(value, column.most)
    return _or_null(short), {"formula_start": started, "shortened": short != value}


def _as_letters(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    spaced = recorded.str.replace_all(r"[-/]", " ").str.replace_all(r"[^\p{L}\p{M} ]", "")
    value = spaced.str.replace_all(" +", " ").str.strip_chars()
    short = _cut(value, column.most)
    return _or_null(short), {"letters_only": recorded != value, "shortened": short != value}


def _as_code(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    return _leave_out_long(recorded, column.most)


def _as_tax_number(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    return _leave_out_long(_without_marks(recorded), column.most)


def _without_marks(numbers: pl.Series) -> pl.Series:
    return _or_null(numbers.str.replace_all(r"[^\p{L}\p{N}]", "").str.to_uppercase())


def _as_nine_figures(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    """Give the nine figures of a US number or a Canadian business number; another country's if it is as short."""
    plain = _without_marks(recorded)
    frame = pl.DataFrame({"plain": plain, "country": rows["country_known"]})
    value = frame.select(
        pl.when(pl.col("country") == "US")
        .then(pl.col("plain").str.extract(r"^(\d{9})$"))
        .when(pl.col("country") == "CA")
        .then(pl.coalesce(pl.col("plain").str.extract(_CA_BUSINESS), pl.col("plain")))
        .otherwise("plain")
    ).to_series()
    value, _ = _leave_out_long(value, column.most)
    return value, {"does_not_fit": recorded.is_not_null() & value.is_null()}


def _as_region(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    recorded, starts = _leave_out_starts(recorded)
    if column.most is None:
        return recorded, starts
    keys = pl.DataFrame({"country": rows["country_known"], "name": text.words_of(recorded)})
    distinct = keys.unique(maintain_order=True)
    coded = distinct.with_columns(
        code=pl.Series([find_region_code(*row) for row in distinct.iter_rows()], dtype=pl.String)
    )
    code = keys.join(coded, on=["country", "name"], how="left", nulls_equal=True, maintain_order="left")["code"]
    fits = (recorded.str.len_chars() <= column.most).fill_null(value=False)
    # A short name such as "Ont" is no code: where a code is known it is always the better answer for a short column.
    wants_code = code.is_not_null() if column.most <= SHORT_REGION else code.is_not_null() & ~fits
    value, _ = _leave_out_long(code.zip_with(wants_code, recorded), column.most)
    return value, {**starts, "does_not_fit": recorded.is_not_null() & value.is_null()}


SHORT_REGION = 3


def _as_postal_code(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    plain, starts = _leave_out_starts(recorded)
    value, restored = _restore_zero(plain, rows)
    value, reasons = _leave_out_long(value, column.most)
    return value, {**starts, **reasons, "zero_restored": restored}


def _as_zip5(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    plain, starts = _leave_out_starts(recorded)
    value, restored = _restore_zero(plain, rows)
    five = value.str.extract(_US_ZIP)
    is_us = (rows["country_known"] == "US").fill_null(value=False) & five.is_not_null()
    value, reasons = _leave_out_long(five.zip_with(is_us, value), column.most)
    return value, {**starts, **reasons, "zero_restored": restored}


def _as_zip_plus_4(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    value, _ = _restore_zero(recorded, rows)
    parts = pl.DataFrame({"zip": value, "country": rows["country_known"]}).select(
        "country", first=pl.col("zip").str.extract(_US_ZIP, 1), last=pl.col("zip").str.extract(_US_ZIP, 2)
    )
    written = parts.select(
        pl.when(pl.col("country") == "US").then(pl.concat_str("first", "last", separator="-", ignore_nulls=True))
    ).to_series()
    return _or_null(written), {}


def _restore_zero(recorded: pl.Series, rows: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    state = rows["region"].str.strip_chars().str.to_uppercase()
    lost = (
        (rows["country_known"] == "US") & recorded.str.contains(_LOST_ZERO) & state.is_in(list(_ZERO_STATES))
    ).fill_null(value=False)
    return ("0" + recorded).zip_with(lost, recorded), lost


def _as_phone(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    # No number of the world has more than fifteen figures.
    most = min(column.most or LONGEST_PHONE, LONGEST_PHONE)
    return _leave_out_long(_or_null(recorded.str.replace_all(r"\D", "")), most)


LONGEST_PHONE = 15


def _as_phone_10(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    value = recorded.str.replace_all(r"\D", "").str.extract(r"^1?([2-9]\d{9})$")
    return value, {"does_not_fit": recorded.is_not_null() & value.is_null()}


def _as_country(write: Callable[[str], str | None]) -> "Form":
    def form(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
        known = rows["country_known"]
        codes = known.drop_nulls().unique()
        written = pl.Series([write(code) for code in codes], dtype=pl.String)
        value = known.replace_strict(codes, written, default=None, return_dtype=pl.String)
        inferred = rows["country"].is_null() & value.is_not_null()
        return value, {"country_inferred": inferred, "does_not_fit": recorded.is_not_null() & value.is_null()}

    return form


def _as_nothing(recorded: pl.Series, rows: pl.DataFrame, column: MatchColumn) -> tuple[pl.Series, Reasons]:
    return recorded.clear(recorded.len()), {}


Form = Callable[[pl.Series, pl.DataFrame, MatchColumn], tuple[pl.Series, Reasons]]

_FORMS: Mapping[str, Form] = {
    "text": _as_text,
    "letters": _as_letters,
    "code": _as_code,
    "tax_number": _as_tax_number,
    "tax_number_9": _as_nine_figures,
    "region": _as_region,
    "postal_code": _as_postal_code,
    "zip5": _as_zip5,
    "zip_plus_4": _as_zip_plus_4,
    "phone": _as_phone,
    "phone_10": _as_phone_10,
    "country_alpha2": _as_country(lambda code: code if countries.alpha3(code) else None),
    "country_alpha3": _as_country(countries.alpha3),
    "country_name": _as_country(countries.name_of),
    "empty": _as_nothing,
}


def _leave_out_starts(value: pl.Series) -> tuple[pl.Series, Reasons]:
    """Leave out what starts like a formula; in a place or a postal code that is no part of it."""
    starts = value.str.contains(_TRIGGERS).fill_null(value=False)
    return value.set(starts, None), {"formula_start": starts}


def _leave_out_long(value: pl.Series, most: int | None) -> tuple[pl.Series, Reasons]:
    if most is None:
        return value, {}
    is_long = (value.str.len_chars() > most).fill_null(value=False)
    return value.set(is_long, None), {"does_not_fit": is_long}


def _cut(value: pl.Series, most: int | None) -> pl.Series:
    """Cut texts that are too long at the end of a word; within a word only where half of the room would be lost."""
    if most is None or not (value.str.len_chars() > most).any():
        return value
    head = value.str.head(most)
    ends_here = value.str.slice(most, 1) == " "
    whole_words = head.str.replace(r"\s+\S*$", "")
    keeps_head = ends_here | (whole_words.str.len_chars() < most // 2)
    cut = head.zip_with(keeps_head.fill_null(value=True), whole_words).str.strip_chars(" ,;-&/")
    return cut.zip_with((value.str.len_chars() > most).fill_null(value=False), value)


def _or_null(value: pl.Series) -> pl.Series:
    return value.set(value == "", None)
