"""Somebody's own account: the second factor, its recovery codes, and where they are signed in."""

from http import HTTPMethod

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledgerlift_server.accounts import second_factor, sessions
from ledgerlift_server.accounts.models import SecondFactor, User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.portal import qr_code
from ledgerlift_server.portal.account_forms import CodeForm, try_code
from ledgerlift_server.portal.staff import staff_page

SALT = "second_factor_salt"


@require_GET
@staff_page(Action.OWN_ACCOUNT)
def show_account(request: HttpRequest, user: User) -> HttpResponse:
    """Show the second factor and the sessions."""
    return show(request, user, CodeForm())


@require_http_methods(["GET", "POST"])
@staff_page(Action.OWN_ACCOUNT)
def set_up(request: HttpRequest, user: User) -> HttpResponse:
    """Show the code for an authenticator, take its first code, and show the recovery codes, once."""
    if second_factor.has_one(user):
        return redirect("portal:account")
    salt = request.session.setdefault(SALT, second_factor.new_salt())
    form = CodeForm(request.POST or None)
    if request.method == HTTPMethod.POST and form.is_valid():
        try:
            codes = second_factor.turn_on(user=user, salt=salt, code=form.cleaned_data["code"])
        except second_factor.WrongCodeError:
            form.say_wrong()
        else:
            del request.session[SALT]
            return render(request, "portal/recovery_codes.html", {"codes": codes})
    context = {
        "form": form,
        "qr": qr_code.draw(second_factor.write_address(salt, user)),
        "secret": second_factor.write_secret(salt),
        "is_required": user.client.second_factor_required,
    }
    return render(request, "portal/second_factor.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page(Action.OWN_ACCOUNT)
def change_second_factor(request: HttpRequest, user: User) -> HttpResponse:
    """Make new recovery codes or turn the second factor off; a code has to be given for either."""
    form = CodeForm(request.POST)
    if not second_factor.has_one(user):
        return redirect("portal:account")
    if not form.is_valid() or not try_code(form, user):
        return show(request, user, form)
    if "turn_off" in request.POST:
        second_factor.turn_off(user=user, by=user)
        messages.success(request, _("The second factor is turned off."))
        return redirect("portal:account")
    return render(request, "portal/recovery_codes.html", {"codes": second_factor.make_recovery_codes(user=user)})


@require_POST
@staff_page(Action.OWN_ACCOUNT)
def end_sessions(request: HttpRequest, user: User) -> HttpResponse:
    """Sign out everywhere but here."""
    count = sessions.end_others(user=user, session_key=str(request.session.session_key))
    ended = ngettext("{count} other browser is signed out.", "{count} other browsers are signed out.", count)
    messages.success(request, ended.format(count=count))
    return redirect("portal:account")


def show(request: HttpRequest, user: User, form: CodeForm) -> HttpResponse:
    """Show the account with a form for a code."""
    context = {
        "form": form,
        "factor": SecondFactor.objects.filter(user=user).first(),
        "codes_left": second_factor.count_recovery_codes(user),
        "sessions": sessions.list_running(user),
        "session_key": request.session.session_key,
    }
    return render(request, "portal/account.html", context, status=422 if form.errors else 200)
