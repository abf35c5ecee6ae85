"""Somebody's own account: the second factor, its recovery codes, and where they are signed in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledgerlift_server.accounts import second_factor, sessions, sign_in_views
from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.portal.staff import staff_page

AGAIN = {"title": _("Is it you?"), "button": _("Go on")}
GIVE_PASSWORD_AGAIN = sign_in_views.GivePasswordAgain.as_view(
    template_name="portal/small_form.html",
    extra_context={**AGAIN, "intro": _("Type your password again before you change how you sign in.")},
)
GIVE_CODE_AGAIN = sign_in_views.GiveCodeAgain.as_view(
    template_name="portal/small_form.html",
    extra_context={**AGAIN, "intro": _("The code that your authenticator shows now, or one of your recovery codes.")},
)
TURN_ON = sign_in_views.TurnOn.as_view(template_name="portal/second_factor.html")
TURN_OFF = sign_in_views.TurnOff.as_view()
RENEW_CODES = sign_in_views.RenewCodes.as_view()
SHOW_CODES = sign_in_views.ShowCodes.as_view(template_name="portal/recovery_codes.html")


@require_GET
@staff_page(Action.OWN_ACCOUNT)
def show_account(request: HttpRequest, user: User) -> HttpResponse:
    """Show the second factor and the sessions."""
    context = {
        "factor": second_factor.find(user),
        "codes_left": second_factor.count_recovery_codes(user),
        "sessions": sessions.list_running(user),
    }
    return render(request, "portal/account.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(Action.OWN_ACCOUNT)
def turn_on(request: HttpRequest, user: User) -> HttpResponse:
    """Show the key for an authenticator and take its first code, once the password was given again."""
    return redirect("portal:account") if second_factor.has_one(user) else TURN_ON(request)


@require_POST
@staff_page(Action.OWN_ACCOUNT)
def turn_off(request: HttpRequest, user: User) -> HttpResponse:
    """Turn the second factor off, once a code was given again."""
    return TURN_OFF(request) if second_factor.has_one(user) else redirect("portal:account")


@require_POST
@staff_page(Action.OWN_ACCOUNT)
def renew_codes(request: HttpRequest, user: User) -> HttpResponse:
    """Make new recovery codes, once a code was given again."""
    return RENEW_CODES(request) if second_factor.has_one(user) else redirect("portal:account")


@require_GET
@staff_page(Action.OWN_ACCOUNT)
def show_codes(request: HttpRequest, user: User) -> HttpResponse:
    """Show new recovery codes, once."""
    return SHOW_CODES(request) if second_factor.has_one(user) else redirect("portal:account")


@require_http_methods(["GET", "POST"])
@staff_page(Action.OWN_ACCOUNT)
def give_password_again(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for the password again."""
    answer: HttpResponse = GIVE_PASSWORD_AGAIN(request)
    return answer


@require_http_methods(["GET", "POST"])
@staff_page(Action.OWN_ACCOUNT)
def give_code_again(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for a code again."""
    answer: HttpResponse = GIVE_CODE_AGAIN(request)
    return answer


@require_POST
@staff_page(Action.OWN_ACCOUNT)
def end_sessions(request: HttpRequest, user: User) -> HttpResponse:
    """Sign out everywhere but here."""
    count = sessions.end_others(user=user, session_key=str(request.session.session_key))
    ended = ngettext("{count} other browser is signed out.", "{count} other browsers are signed out.", count)
    messages.success(request, ended.format(count=count))
    return redirect("portal:account")
