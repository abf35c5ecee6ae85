"""The Spend Summary: what a year of paying by card would be worth, on one page with the issuer's brand."""

from pathlib import Path

from pptx.enum.text import MSO_ANCHOR

from ledgerlift.analysis import RULES_VERSION, Analysis, definitions
from ledgerlift.analysis.benefits import CardBenefits, find_benefits
from ledgerlift.reports.receipt import say_period
from ledgerlift.reports.settings import USUAL, ReportSettings
from ledgerlift.reports.slide import Box, Slide, Type, fit_picture
from ledgerlift.reports.styles import DEFAULT_ACCENT, INK, LINE, MUTED, PAPER, Issuer, darken, readable_on
from ledgerlift.reports.summary_charts import draw_charts
from ledgerlift.reports.text_fit import cut, largest_size
from ledgerlift.reports.used_settings import say_tiers, say_time
from ledgerlift.reports.words import list_words, say, write_count, write_whole_money
from ledgerlift.snapshot import Snapshot

MARGIN, GAP = 36, 12
BAND, BENEFITS, TABLE, FOOTER, REASON = 62, 100, 106, 46, 64
SOFT = "#F5F6F8"
HEADLINE_SIZES = (34.0, 28.0, 22.0, 17.0, 13.0, 10.0)
VALUE_SIZES = (18.0, 15.0, 12.0, 10.0, 8.0)
LABEL_SIZES = (10.0, 9.0, 8.0, 7.0)
# The headline's share of the width; the tiles beside it need room for their words.
HEAD_SHARE = 0.28
# Shares of the table's width: supplier, annual spend, terms, method.
TABLE_SHARES = (0.41, 0.17, 0.21, 0.21)


def write_spend_summary(analysis: Analysis, snapshot: Snapshot, path: Path, settings: ReportSettings = USUAL) -> None:
    """Write the page: the same analysis, snapshot and settings give the same bytes.

    A block without data gives way to a sentence that says why.
    """
    language, issuer = settings.language, settings.issuer or Issuer("Ledgerlift", DEFAULT_ACCENT)
    words = list_words("summary", language)
    company = snapshot.manifest.company.name
    slide = Slide(
        title=cut(" – ".join(filter(None, [words["title"], company])), 900, 10),
        author=issuer.name,
        language=language,
        paper=settings.paper,
        created=snapshot.manifest.last_date,
    )
    benefits = find_benefits(analysis)
    width = slide.width - 2 * MARGIN
    _draw_band(slide, issuer, words["title"], " · ".join(filter(None, [company, say_period(analysis, language)])))
    top = Box(MARGIN, BAND + GAP, width, BENEFITS)
    if benefits.suppliers:
        _draw_benefits(slide, top, benefits, analysis, issuer)
    else:
        _draw_reason(slide, top, words["title_benefits"], _why_no_benefits(analysis, words))
    footer = Box(MARGIN, slide.height - FOOTER - GAP, width, FOOTER)
    table = Box(MARGIN, footer.top - TABLE - GAP, width, TABLE)
    charts = Box(MARGIN, top.bottom + GAP, width, table.top - top.bottom - 2 * GAP)
    if not draw_charts(slide, charts, analysis, issuer):
        _draw_reason(slide, charts, words["title_charts"], words["no_spend"])
    _draw_top(slide, table, benefits, analysis)
    _draw_footer(slide, footer, benefits, analysis, snapshot)
    slide.save(Path(path))


def _draw_band(slide: Slide, issuer: Issuer, title: str, subtitle: str) -> None:
    band = Box(0, 0, slide.width, BAND)
    slide.fill(band, issuer.colour)
    slide.fill(Box(0, BAND, slide.width, 3), issuer.second_colour)
    ink = readable_on(issuer.colour)
    left, right = Box(MARGIN, 9, slide.width - 2 * MARGIN - 200, 44), Box(slide.width - MARGIN - 180, 11, 180, 40)
    slide.write_title(Box(left.left, left.top, left.width, 27), title, Type(22, ink, bold=True))
    subtitle = cut(subtitle, left.width, 11)
    slide.write(Box(left.left, left.top + 29, left.width, 16), subtitle, Type(11, ink))
    if issuer.logo:
        # On a plate of its own, since nobody knows what colours a logo has.
        place = fit_picture(right, issuer.logo)
        slide.fill(place.inset(-4), PAPER)
        slide.draw_picture(place, issuer.logo, cut(issuer.name, 400, 10))
    else:
        name = cut(issuer.name, right.width, 13)
        slide.write(right, name, Type(13, ink, bold=True, align="right", anchor=MSO_ANCHOR.MIDDLE))


def _draw_benefits(slide: Slide, box: Box, benefits: CardBenefits, analysis: Analysis, issuer: Issuer) -> None:
    language, currency = slide.language, analysis.base_currency
    words, rates = list_words("summary", language), analysis.settings.benefit_rates
    head = Box(box.left, box.top, box.width * HEAD_SHARE, box.height)
    slide.fill(head, SOFT)
    slide.fill(Box(head.left, head.top, 4, head.height), issuer.colour)
    inside = Box(head.left + 16, head.top + 10, head.width - 26, head.height - 20)
    slide.write(Box(inside.left, inside.top, inside.width, 16), words["headline"], Type(12, MUTED, bold=True))
    amount = write_whole_money(benefits.total, currency, language)
    size = largest_size(amount, inside.width, HEADLINE_SIZES)
    colour = darken(issuer.colour)
    slide.write(Box(inside.left, inside.top + 18, inside.width, 42), amount, Type(size, colour, bold=True))
    slide.write(Box(inside.left, inside.top + 64, inside.width, 14), words["sum"], Type(9, MUTED))
    tiles = [
        ("cardable_spend", write_whole_money(benefits.cardable_spend, currency, language), words["cardable_spend_is"]),
        ("cashback", write_whole_money(benefits.cashback, currency, language), say_tiers(rates, currency, language)),
        ("payments", write_count(round(benefits.cardable_payments), language), words["payments_are"]),
        ("time_saved", write_whole_money(benefits.time_saved, currency, language), say_time(rates, currency, language)),
    ]
    rest = Box(head.left + head.width + GAP, box.top, box.width - head.width - GAP, box.height)
    places = [tile.inset(8) for tile in rest.split(len(tiles), GAP)]
    # Bold letters are wider than those that are measured; what stands side by side is of one size.
    width = places[0].width
    label_size = min(largest_size(words[key], width * 0.93, LABEL_SIZES) for key, _, _ in tiles)
    value_size = min(largest_size(value, width, VALUE_SIZES) for _, value, _ in tiles)
    for place, (key, value, meaning) in zip(places, tiles, strict=True):
        slide.fill(place.inset(-8), PAPER, outline=LINE)
        slide.write(Box(place.left, place.top, place.width, 13), words[key], Type(label_size, MUTED, bold=True))
        slide.write(Box(place.left, place.top + 16, place.width, 24), value, Type(value_size, INK, bold=True))
        slide.write(
            Box(place.left, place.top + 44, place.width, 42), cut(meaning, place.width, 8, lines=4), Type(8, MUTED)
        )


def _draw_top(slide: Slide, box: Box, benefits: CardBenefits, analysis: Analysis) -> None:
    language = slide.language
    words, methods = list_words("summary", language), definitions.list_words("methods", language)
    if not benefits.top:
        _draw_reason(
            slide,
            box,
            words["title_top"],
            words["no_top" if analysis.suppliers["total_spend"].gt(0).any() else "nobody"],
        )
        return
    slide.write(Box(box.left, box.top, box.width, 16), words["title_top"], Type(12, INK, bold=True))
    widths = [box.width * share for share in TABLE_SHARES]
    looks = (Type(10), Type(10, align="right"), Type(10, align="right"), Type(10))
    # A table cell has margins of its own, a tenth of an inch on each side.
    room = [width - 15 for width in widths]
    rows = [
        [
            (cut(words[key], room[place], 9), Type(9, MUTED, bold=True, align=looks[place].align))
            for place, key in enumerate(("supplier", "annual_spend", "terms", "method"))
        ]
    ]
    for each in benefits.top:
        texts = (
            each.name or words["no_name"],
            write_whole_money(each.annual_spend, analysis.base_currency, language),
            "–" if each.terms_days is None else write_count(each.terms_days, language),
            methods[each.method],
        )
        rows.append([(cut(text, room[place], 10), looks[place]) for place, text in enumerate(texts)])
    height = 21 * len(rows)
    slide.draw_table(Box(box.left, box.top + 19, box.width, height), words["title_top"], rows, widths)


def _draw_reason(slide: Slide, box: Box, title: str, reason: str) -> None:
    box = Box(box.left, box.top, box.width, min(box.height, REASON))
    slide.fill(box, SOFT)
    place = box.inset(10)
    slide.write(Box(place.left, place.top, place.width, 16), title, Type(12, INK, bold=True))
    slide.write(Box(place.left, place.top + 20, place.width, place.height - 20), reason, Type(10, MUTED))


def _draw_footer(slide: Slide, box: Box, benefits: CardBenefits, analysis: Analysis, snapshot: Snapshot) -> None:
    language = slide.language
    words, origin, customer = (list_words(group, language) for group in ("summary", "read_me", "customer"))
    slide.draw_line(box.left, box.top, box.width)
    scaled = (
        say("summary", "scaled", language, months=write_count(benefits.months, language))
        if benefits.is_scaled
        else words["not_scaled"]
    )
    rates = analysis.settings.benefit_rates
    lines = [
        f"{words['method_note']} {scaled} {words['rounded']}",
        words["settings"].format(
            currency=analysis.base_currency or list_words("settings", language)["no_currency"],
            cashback=say_tiers(rates, analysis.base_currency, language),
            time=say_time(rates, analysis.base_currency, language),
        ),
        " · ".join(
            (
                f"{customer['period']} : {say_period(analysis, language)}"
                if language == "fr"
                else f"{customer['period']}: {say_period(analysis, language)}",
                f"{origin['snapshot_id']} {snapshot.manifest.snapshot_id}",
                f"{origin['rules_version']} {RULES_VERSION}",
            )
        ),
    ]
    for number, line in enumerate(lines):
        place = Box(box.left, box.top + 5 + 14 * number, box.width, 12)
        slide.write(place, cut(line, place.width, 7.5), Type(7.5, MUTED))


def _why_no_benefits(analysis: Analysis, words: dict[str, str]) -> str:
    overall = analysis.overall
    if analysis.period is None:
        return words["no_dates"]
    if not overall["suppliers_count"]:
        return words["nothing_in_period"]
    if not overall["payments_count"] and not overall["direct_costs_count"]:
        return words["no_payments"]
    return words["no_cardable"]
