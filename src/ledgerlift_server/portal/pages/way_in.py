"""The way in: a password, a code, another password. Nobody is known yet, so these pages act for all clients."""

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ledgerlift_server.accounts import sign_in_views
from ledgerlift_server.row_security.scope import acting_for_all

sign_in = acting_for_all()(
    sign_in_views.SignIn.as_view(
        template_name="portal/sign_in.html",
        extra_context={"title": _("Sign in"), "button": _("Sign in")},
    )
)
take_code = acting_for_all()(
    sign_in_views.TakeCode.as_view(
        template_name="portal/sign_in_code.html",
        extra_context={
            "title": _("Second factor"),
            "intro": _("The code that your authenticator shows now, or one of your recovery codes."),
            "button": _("Sign in"),
        },
    )
)
sign_out = require_POST(sign_in_views.SignOut.as_view())
ask_for_password = acting_for_all()(
    sign_in_views.AskForPassword.as_view(
        template_name="portal/small_form.html",
        extra_context={
            "title": _("Forgotten your password?"),
            "intro": _("We send you a page on which you choose another one."),
            "button": _("Send"),
        },
    )
)
say_letter_is_sent = sign_in_views.SayLetterIsSent.as_view(
    template_name="portal/small_note.html",
    extra_context={
        "title": _("Look at your e-mail"),
        "intro": _("If there is an account with this address, a page on which you choose a password is on its way."),
    },
)
choose_password = acting_for_all()(
    sign_in_views.ChoosePassword.as_view(
        template_name="portal/choose_password.html",
        extra_context={
            "title": _("Choose a password"),
            "intro": _("At least twelve characters."),
            "button": _("Save"),
        },
    )
)
