"""Addresses of the link journey. The token is in each, so that any page can be opened again on another device."""

from django.urls import path, register_converter

from ledgerlift_server.link import parts, views
from ledgerlift_server.syncs.models import DataType

app_name = "link"


class DataTypeConverter:
    """One of the four reports."""

    regex = "|".join(DataType.values)

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    to_url = to_python


register_converter(DataTypeConverter, "data_type")

journey = "<slug:slug>/<str:token>/"
step = journey + "reports/<data_type:data_type>/"
file = step + "files/<uuid:upload_id>/"

urlpatterns = [
    path("<slug:slug>/brand.css", views.show_brand, name="brand"),
    path(journey, views.show_landing, name="landing"),
    path(journey + "software/", views.choose_software, name="software"),
    path(journey + "consent/", views.ask_consent, name="consent"),
    path(journey + "consent/withdraw/", views.withdraw_consent, name="withdraw"),
    path(journey + "how/", views.show_how, name="how"),
    path(journey + "check/", views.check, name="check"),
    path(journey + "complete/", views.complete, name="complete"),
    path(journey + "leave/", views.leave, name="leave"),
    path(step, views.show_step, name="step"),
    path(step + "skip/", views.skip_step, name="skip"),
    path(step + "colleague/", views.ask_colleague, name="colleague"),
    path(step + "same-file/<uuid:upload_id>/", views.use_same_file, name="same_file"),
    path(step + "parts/", parts.create, name="parts"),
    path(step + "parts/<uuid:partial_id>/", parts.resume, name="part"),
    path(file, views.show_file, name="file"),
    path(file + "confirm/", views.confirm_file, name="confirm"),
    path(file + "answer/", views.answer_file, name="answer"),
    path(file + "columns/", views.correct_columns, name="columns"),
    path(file + "move/", views.move_file, name="move"),
    path(file + "remove/", views.remove_file, name="remove"),
    path(file + "problems.xlsx", views.download_problems, name="problems"),
]
