"""The way in: a password, a code, another password. Nobody is known yet, so these pages act for all clients."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_POST

from ledgerlift_server.accounts import sign_in_views
from ledgerlift_server.row_security.scope import acting_for_all


def open_form(view: type[View], template: str, **words: Promise) -> Callable[..., HttpResponseBase]:
    """Make the page of a form that somebody unknown fills in; ``words`` are its title, intro and button."""
    page: Callable[..., HttpResponseBase] = view.as_view(template_name=f"portal/{template}.html", extra_context=words)
    return acting_for_all()(page)


sign_in = open_form(sign_in_views.SignIn, "sign_in", title=_("Sign in"), button=_("Sign in"))
take_code = open_form(
    sign_in_views.TakeCode,
    "sign_in_code",
    title=_("Second factor"),
    intro=_("The code that your authenticator shows now, or one of your recovery codes."),
    button=_("Sign in"),
)
sign_out = require_POST(sign_in_views.SignOut.as_view())
ask_for_password = open_form(
    sign_in_views.AskForPassword,
    "small_form",
    title=_("Forgotten your password?"),
    intro=_("We send you a page on which you choose another one."),
    button=_("Send"),
)
say_letter_is_sent = sign_in_views.SayLetterIsSent.as_view(
    template_name="portal/small_note.html",
    extra_context={
        "title": _("Look at your e-mail"),
        "intro": _("If there is an account with this address, a page on which you choose a password is on its way."),
    },
)
choose_password = open_form(
    sign_in_views.ChoosePassword,
    "choose_password",
    title=_("Choose a password"),
    intro=_("At least twelve characters."),
    button=_("Save"),
)
