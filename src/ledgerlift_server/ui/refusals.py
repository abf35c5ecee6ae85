"""Refusals a person may meet outside a file: a permanent code, a status, a title, and the way on."""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True)
class Wording:
    """How a refusal is answered: its HTTP status, title and sentence, whose ``{}`` the refusal's values fill."""

    status: int
    title: Promise
    sentence: Promise


WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "not_found": Wording(
            404, _("Page not found"), _("There is nothing at this address. Check that it is complete.")
        ),
        "link_invalid": Wording(
            404, _("This link isn't valid"), _("This link isn't valid. Ask your bank contact for a new one.")
        ),
        "link_expired": Wording(
            410, _("This link has expired"), _("This link has expired. Ask your bank contact for a new one.")
        ),
        "link_revoked": Wording(
            410, _("This link was withdrawn"), _("This link was withdrawn. Ask your bank contact for a new one.")
        ),
        "link_used": Wording(
            410,
            _("This link was already used"),
            _("This link works once and was already opened on another device. Ask your bank contact for a new one."),
        ),
        "rate_limited": Wording(
            429, _("Too many uploads at once"), _("Too many uploads at once. Wait {wait} and try again.")
        ),
        "no_file": Wording(422, _("No file selected"), _("Select a {report} file.")),
        "too_many_files": Wording(
            422, _("Too many files"), _("You can only select up to {count} files at the same time.")
        ),
        "type_not_allowed": Wording(
            422,
            _("Not a file we read"),
            _("The selected file must be a CSV, TXT, XLSX, XLS, XLSB or ODS."),
        ),
        "file_too_large": Wording(
            413,
            _("The file is too large"),
            _("The selected file must be smaller than {size}. Export a shorter period or use CSV."),
        ),
        "quota_exceeded": Wording(
            409,
            _("Upload limit reached"),
            _("You have reached the upload limit for this request. Contact {contact}."),
        ),
        "upload_interrupted": Wording(
            409, _("Upload interrupted"), _("The selected file could not be uploaded – try again.")
        ),
        "duplicate_file": Wording(
            409,
            _("This file is already here"),
            _("You already uploaded this file on {date}. We haven't added it again."),
        ),
        "csrf_failed": Wording(403, _("Your session has ended"), _("Your session has ended. Open the link again.")),
        "too_many_tries": Wording(
            429, _("Too many tries"), _("There were too many wrong tries. Wait {minutes} minutes and try again.")
        ),
        "not_allowed": Wording(403, _("Not allowed"), _("Your role does not allow this. Ask an administrator.")),
        "last_administrator": Wording(
            409,
            _("Somebody has to administer"),
            _("This is the only administrator. Make somebody else one first."),
        ),
        "invitation_over": Wording(
            410,
            _("This invitation is over"),
            _("This invitation was used, withdrawn or is too old. Ask for another one, or sign in."),
        ),
        "csv_not_readable": Wording(
            422,
            _("This is not a CSV"),
            _("This file cannot be read as a CSV. Save it from the spreadsheet as “CSV UTF-8” and choose it again."),
        ),
        "csv_too_large": Wording(
            413,
            _("The file is too large"),
            _("A file of companies has at most {size} MB. Divide it and send the parts."),
        ),
        "server_busy": Wording(
            503, _("We're busy right now"), _("We're busy right now. Nothing is lost. Try again in a few seconds.")
        ),
        "server_failed": Wording(
            500,
            _("Something went wrong on our side"),
            _("Nothing is lost. Try again; if it stays, tell us the reference."),
        ),
    }
)


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A request that is refused for a reason a person can act on."""

    def __init__(self, code: str, *, retry_after: int | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.values = values

    @property
    def status(self) -> int:
        """The HTTP status it is answered with."""
        return WORDINGS[self.code].status

    @property
    def title(self) -> str:
        """A few words for a heading."""
        return str(WORDINGS[self.code].title)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the language of the request."""
        return str(WORDINGS[self.code].sentence).format(**self.values)


def render_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer with the refusal: a page, or JSON for our own scripts."""
    if "application/json" in request.headers.get("Accept", ""):
        body = {"error": {"code": refusal.code, "message": refusal.sentence}}
        response: HttpResponse = JsonResponse(body, status=refusal.status)
    else:
        response = render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)
    return tell_when_again(response, refusal)


def tell_when_again(response: HttpResponse, refusal: Refusal) -> HttpResponse:
    """Say in the answer to a refusal when to try again, where it is a matter of time."""
    if refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    return response


def refuse_forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that does not carry the session's token, or that stalled before it was whole."""
    has_stalled = getattr(request.META.get("wsgi.input"), "has_stalled", False)
    return render_refusal(request, Refusal("upload_interrupted" if has_stalled else "csrf_failed"))


def refuse_unknown(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere, or to somebody else's."""
    return render_refusal(request, Refusal("not_found"))


def refuse_broken(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours."""
    return render_refusal(request, Refusal("server_failed"))
