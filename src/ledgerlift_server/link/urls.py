"""Addresses of the link journey. The token is in each, so that any page can be opened again on another device."""

from django.urls import path, register_converter

from ledgerlift_server.link import parts
from ledgerlift_server.link.views import brand_pages, file_pages, guide_files, journey_pages, kit_pages, report_pages
from ledgerlift_server.syncs.models import DataType

app_name = "link"


class DataTypeConverter:
    """One of the four reports."""

    regex = "|".join(DataType.values)

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    to_url = to_python


class KitLanguageConverter(DataTypeConverter):
    """A language the onboarding kit is written in."""

    regex = "en|fr"


register_converter(DataTypeConverter, "data_type")
register_converter(KitLanguageConverter, "kit_language")

journey = "<slug:slug>/<str:token>/"
step = journey + "reports/<data_type:data_type>/"
file = step + "files/<uuid:upload_id>/"

urlpatterns = [
    path("<slug:slug>/brand.css", brand_pages.show_brand, name="brand"),
    path("<slug:slug>/brand/<slug:kind>/<slug:sha256>", brand_pages.show_picture, name="picture"),
    path("<slug:slug>/preview/landing/", brand_pages.preview_landing, name="preview_landing"),
    path("<slug:slug>/preview/consent/", brand_pages.preview_consent, name="preview_consent"),
    path("<slug:slug>/kit/<kit_language:language>/", kit_pages.show_kit, name="kit"),
    path("<slug:slug>/kit/<kit_language:language>/kit.pdf", kit_pages.download_kit, name="kit_pdf"),
    path(journey, journey_pages.show_landing, name="landing"),
    path(journey + "software/", journey_pages.choose_software, name="software"),
    path(journey + "consent/", journey_pages.ask_consent, name="consent"),
    path(journey + "consent/withdraw/", journey_pages.withdraw_consent, name="withdraw"),
    path(journey + "how/", journey_pages.show_how, name="how"),
    path(journey + "check/", journey_pages.check, name="check"),
    path(journey + "complete/", journey_pages.complete, name="complete"),
    path(journey + "leave/", journey_pages.leave, name="leave"),
    path(step, report_pages.show_step, name="step"),
    path(step + "example/", guide_files.download_example, name="example"),
    path(step + "template.xlsx", guide_files.download_template, name="template"),
    path(step + "definitions/<int:number>/", guide_files.download_query, name="query"),
    path(step + "skip/", report_pages.skip_step, name="skip"),
    path(step + "colleague/", report_pages.ask_colleague, name="colleague"),
    path(step + "same-file/<uuid:upload_id>/", report_pages.use_same_file, name="same_file"),
    path(step + "parts/", parts.create, name="parts"),
    path(step + "parts/<uuid:partial_id>/", parts.resume, name="part"),
    path(file, file_pages.show_file, name="file"),
    path(file + "confirm/", file_pages.confirm_file, name="confirm"),
    path(file + "answer/", file_pages.answer_file, name="answer"),
    path(file + "columns/", file_pages.correct_columns, name="columns"),
    path(file + "move/", file_pages.move_file, name="move"),
    path(file + "remove/", file_pages.remove_file, name="remove"),
    path(file + "problems.xlsx", file_pages.download_problems, name="problems"),
]
