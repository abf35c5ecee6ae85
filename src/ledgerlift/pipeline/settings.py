"""The settings of an organisation or of one run, read from a TOML or JSON file or from a mapping.

`KEYS` is the list of what may stand there, and how each value is read; every mistake is found in one pass.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from ledgerlift.analysis import AnalysisSettings, BenefitRates, CashbackTier
from ledgerlift.problems import Language
from ledgerlift.reports import Issuer, ReportSettings, kinds
from ledgerlift.reports.match.layouts import get_layout, list_networks
from ledgerlift.reports.settings import Paper
from ledgerlift.values.currencies import codes

MOST = Decimal(10) ** 14
MOST_LOGO_BYTES = 5_000_000


@dataclass(frozen=True)
class Settings:
    """Everything that may be chosen about one run: what is analysed, and which reports are made of it."""

    analysis: AnalysisSettings = field(default_factory=AnalysisSettings)
    reports: ReportSettings = field(default_factory=ReportSettings)

    def with_period(self, first: date, last: date) -> "Settings":
        """Give these settings with another period."""
        return replace(self, analysis=replace(self.analysis, period_from=first, period_to=last))

    def with_base_currency(self, currency: str) -> "Settings":
        """Give these settings with another base currency."""
        return replace(self, analysis=replace(self.analysis, base_currency=currency))

    def with_language(self, language: Language) -> "Settings":
        """Give these settings with another language."""
        return replace(self, reports=replace(self.reports, language=language))

    def made_on(self, today: date | None, *, imported_on: date | None = None) -> "Settings":
        """Give these settings as of a day, with the day the suppliers were first shared (default: the same)."""
        return replace(self, analysis=replace(self.analysis, as_of=today, imported_on=imported_on or today))


USUAL = Settings()


class SettingsNotReadableError(ValueError):
    """Settings that cannot be used; ``mistakes`` has a sentence for each thing that is wrong."""

    def __init__(self, place: str, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{place}: {mistake}" for mistake in mistakes))
        self.mistakes = mistakes


def read_settings(path: Path) -> Settings:
    """Read settings from a TOML file, or from JSON when the name ends in ``.json``; a logo's path starts beside it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        given = json.loads(text, parse_float=Decimal) if path.suffix.lower() == ".json" else _read_toml(text)
    except OSError as failure:
        raise SettingsNotReadableError(path.name, (failure.strerror or str(failure),)) from failure
    except (ValueError, RecursionError) as mistake:
        kind = "JSON" if path.suffix.lower() == ".json" else "TOML"
        raise SettingsNotReadableError(path.name, (f"this is not {kind}: {mistake}",)) from mistake
    return parse_settings(given, folder=path.parent, place=path.name)


def parse_settings(given: object, *, folder: Path, place: str = "settings") -> Settings:
    """Read settings from a mapping of `KEYS`; ``folder`` is where a logo's path starts.

    Raises SettingsNotReadableError with everything that is wrong.
    """
    if not isinstance(given, Mapping):
        raise SettingsNotReadableError(place, ("settings are written as key = value",))
    values: dict[str, Any] = {}
    mistakes = []
    for key, value in given.items():
        try:
            values[key] = KEYS[key].read(value, folder)
        except KeyError:
            mistakes.append(f"there is no setting “{key}”; there are {', '.join(KEYS)}")
        except _MistakeError as mistake:
            mistakes.append(f"{key}: {mistake}")
    if not mistakes:
        try:
            rates = BenefitRates(**_pick(BenefitRates, values))
            return Settings(
                AnalysisSettings(**_pick(AnalysisSettings, values), benefit_rates=rates),
                ReportSettings(**_pick(ReportSettings, values)),
            )
        except ValueError as contradiction:
            mistakes.append(str(contradiction))
    raise SettingsNotReadableError(place, tuple(mistakes))


class _MistakeError(ValueError):
    """One value that cannot be used."""


@dataclass(frozen=True)
class Key:
    """One setting: how its value is read, an example as TOML, and what it is for."""

    read: Callable[[Any, Path], Any]
    example: str
    meaning: str


def _day(value: object, _folder: Path) -> date:
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        raise _MistakeError(f"“{value}” is no day such as 2025-12-31") from None


def _amount(value: object, _folder: Path | None = None) -> Decimal:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("nan")
    if isinstance(value, bool) or not amount.is_finite() or not 0 <= amount < MOST:
        raise _MistakeError(f"“{value}” is no number from 0 to a hundred trillion, such as 2500 or 2500.50")
    return amount


def _currency(value: object, _folder: Path) -> str:
    code = codes().get(str(value).strip().lower())
    if code is None:
        raise _MistakeError(f"“{value}” is no currency code such as USD or CAD")
    return code


def _tiers(value: object, _folder: Path) -> tuple[CashbackTier, ...]:
    if not isinstance(value, list):
        raise _MistakeError("tiers are a list such as [{percent = 2, up_to = 1000000}, {percent = 1}]")
    return tuple(_tier(each) for each in value)


def _tier(value: object) -> CashbackTier:
    if not isinstance(value, Mapping) or "percent" not in value or set(value) - {"percent", "up_to"}:
        raise _MistakeError(f"a tier has a percent and, but for the last, an up_to; this one does not: {value}")
    percent = _amount(value["percent"])
    if percent > 100:
        raise _MistakeError(f"“{percent}” is more than 100 percent")
    return CashbackTier(percent, None if value.get("up_to") is None else _amount(value["up_to"]))


def _one_of(choices: tuple[str, ...]) -> Callable[[Any, Path], str]:
    def read(value: object, _folder: Path) -> str:
        if value not in choices:
            raise _MistakeError(f"“{value}” is none of {', '.join(choices)}")
        return str(value)

    return read


def _texts(value: object, _folder: Path | None = None) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _MistakeError(f"“{value}” is no list of texts")
    return tuple(value)


def _reports(value: object, _folder: Path) -> tuple[str, ...]:
    names = _texts(value)
    if unknown := [name for name in names if name not in kinds()]:
        raise _MistakeError(f"there is no report {', '.join(unknown)}; there are {', '.join(kinds())}")
    return names


def _match_columns(value: object, _folder: Path) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise _MistakeError("columns are named by report, each a list of texts")
    if unknown := [str(name) for name in value if name not in list_networks()]:
        raise _MistakeError(f"there is no match file {', '.join(unknown)}; there are {', '.join(list_networks())}")
    chosen = {str(name): _texts(columns) for name, columns in value.items()}
    for name, columns in chosen.items():
        try:
            get_layout(name).choose(columns)
        except ValueError as mistake:
            raise _MistakeError(str(mistake)) from None
    return MappingProxyType(chosen)


def _issuer(value: object, folder: Path) -> Issuer:
    if not isinstance(value, Mapping) or "name" not in value or (rest := set(value) - set(ISSUER)):
        unknown = f"; it has no {', '.join(sorted(rest))}" if isinstance(value, Mapping) and "name" in value else ""
        raise _MistakeError(f"an issuer has a name and may have {', '.join(ISSUER[1:])}{unknown}")
    looks: dict[str, Any] = {"name": str(value["name"])}
    for key in ("colour", "second_colour"):
        if key in value:
            if not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(value[key])):
                raise _MistakeError(f"“{value[key]}” is no colour such as #1F4FD8")
            looks[key] = str(value[key]).upper()
    if "logo" in value:
        looks["logo"] = _read_logo(folder / str(value["logo"]))
    return Issuer(**looks)


def _read_logo(path: Path) -> bytes:
    from PIL import Image

    try:
        with path.open("rb") as file:
            picture = file.read(MOST_LOGO_BYTES + 1)
    except OSError as failure:
        raise _MistakeError(f"the logo {path.name} cannot be read: {failure.strerror}") from None
    if len(picture) > MOST_LOGO_BYTES:
        raise _MistakeError(f"the logo {path.name} is larger than {MOST_LOGO_BYTES // 1_000_000} MB")
    try:
        image = Image.open(BytesIO(picture), formats=("PNG", "JPEG"))
        image.verify()
    except (OSError, SyntaxError, Image.DecompressionBombError) as failure:
        raise _MistakeError(f"the logo {path.name} is no PNG or JPEG picture that can be opened") from failure
    return picture


def _read_toml(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def _pick(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {each.name: values[each.name] for each in fields(kind) if each.name in values}


ISSUER = ("name", "colour", "second_colour", "logo")
KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "period_from": Key(_day, "2025-01-01", "First day of the analysis; default: a year before its last day"),
        "period_to": Key(
            _day, "2025-12-31", "Last day of the analysis; default: the end of the last full month of the data"
        ),
        "base_currency": Key(_currency, '"CAD"', "The company's own currency; default: the one most records are in"),
        "supplier_threshold": Key(
            _amount, "1", "Suppliers with less annual spend are left out of the supplier table alone"
        ),
        "cashback_tiers": Key(
            _tiers,
            "[{percent = 2, up_to = 1000000}, {percent = 1}]",
            "Cashback a year: its percent until card spend reaches up_to; the last tier may have no end",
        ),
        "minutes_a_payment": Key(_amount, "3", "Minutes that a payment by card saves"),
        "hourly_cost": Key(_amount, "40", "What an hour of that work costs, in base currency"),
        "reports": Key(_reports, '["spend_analysis"]', "The reports to be made; default: all that are not off"),
        "language": Key(_one_of(get_args(Language)), '"fr"', "Language of the reports"),
        "paper": Key(_one_of(get_args(Paper)), '"letter"', "Size of a page: letter, a4, or screen for a slide of 16:9"),
        "minimum_spend": Key(_amount, "5000", "Least annual spend of a supplier in a match file"),
        "match_columns": Key(
            _match_columns,
            '{paytech = ["supplier_name", "supplier_key"]}',
            "Columns of a match file, by report, where they differ from the network's own",
        ),
        "issuer": Key(
            _issuer,
            '{name = "First Bank", colour = "#0B5D3B", second_colour = "#C8A24A", logo = "logo.png"}',
            "The bank whose report this is: name, colours, and a PNG or JPEG logo beside this file",
        ),
    }
)
