"""The charts of the Spend Summary: spend by payment method, and how much of it is on cards."""

import polars as pl
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Pt

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.reports.charts import title_spend
from ledgerlift.reports.slide import Box, Slide, Type, rgb
from ledgerlift.reports.styles import INK, LINE, Issuer, number_format
from ledgerlift.reports.words import list_words, write_percent

TITLE = 18
# The parts of the ring: cards in the issuer's colour, the rest in its second, what nobody knows in grey.
UNKNOWN_COLOUR = LINE


def draw_charts(slide: Slide, box: Box, analysis: Analysis, issuer: Issuer) -> bool:
    """Draw both charts side by side; False, and nothing drawn, when no method carries any spend."""
    methods = analysis.methods.filter(pl.col("level") == "method", pl.col("total_spend") != 0)
    categories = analysis.methods.filter(pl.col("level") == "category", pl.col("total_spend") > 0)
    if not categories.height:
        return False
    wide = Box(box.left, box.top, box.width * 0.6, box.height)
    narrow = Box(wide.left + wide.width + 12, box.top, box.width - wide.width - 12, box.height)
    _draw_bars(slide, wide, methods.sort("total_spend", maintain_order=True), issuer, analysis.base_currency)
    _draw_ring(slide, narrow, categories, issuer)
    return True


def _draw_bars(slide: Slide, box: Box, methods: pl.DataFrame, issuer: Issuer, currency: str | None) -> None:
    names, title = definitions.list_words("methods", slide.language), title_spend(currency, slide.language)
    code = number_format("count", slide.language)
    data = CategoryChartData(number_format=code)
    data.categories = [names[method] for method in methods["payment_method"]]
    data.add_series(title, [float(each) for each in methods["total_spend"]])
    chart = slide.draw_chart(_below_title(slide, box, title), XL_CHART_TYPE.BAR_CLUSTERED, data, title)
    chart.has_legend = chart.has_title = False
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 55, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = code, False
    labels.font.size, labels.font.color.rgb = Pt(9), rgb(INK)
    labels.position, labels.show_value = XL_LABEL_POSITION.OUTSIDE_END, True
    series = plot.series[0]
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(issuer.colour)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.category_axis.format.line.color.rgb = rgb(LINE)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _draw_ring(slide: Slide, box: Box, categories: pl.DataFrame, issuer: Issuer) -> None:
    names, words = definitions.list_words("categories", slide.language), list_words("summary", slide.language)
    whole = sum(categories["total_spend"])
    shares = [each / whole for each in categories["total_spend"]]
    data = CategoryChartData(number_format=number_format("percent", slide.language))
    # The share stands in the legend: beside a thin slice there is no room for it.
    data.categories = [
        f"{names[category]} {write_percent(share * 100, slide.language)}"
        for category, share in zip(categories["category"], shares, strict=True)
    ]
    data.add_series(words["title_ring"], [float(share) for share in shares])
    chart = slide.draw_chart(
        _below_title(slide, box, words["title_ring"]), XL_CHART_TYPE.DOUGHNUT, data, words["title_ring"]
    )
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    plot = chart.plots[0]
    colours = {"Card": issuer.colour, "Non-Card": issuer.second_colour, "Unknown": UNKNOWN_COLOUR}
    for number, category in enumerate(categories["category"]):
        point = plot.series[0].points[number]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = rgb(colours[category])


def _below_title(slide: Slide, box: Box, title: str) -> Box:
    slide.write(Box(box.left, box.top, box.width, TITLE), title, Type(12, INK, bold=True))
    return Box(box.left, box.top + TITLE, box.width, box.height - TITLE)
