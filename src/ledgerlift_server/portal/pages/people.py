"""The bank's people: invited, given roles, taken off; and the page on which an invited person joins."""

import uuid
from http import HTTPMethod

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ledgerlift_server.accounts import people, sign_in_views
from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action, Role
from ledgerlift_server.jobs import queue
from ledgerlift_server.portal.people_forms import InviteForm, JoinForm, RulesForm
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.row_security.scope import acting_for_all
from ledgerlift_server.ui.refusals import Refusal


@require_http_methods(["GET", "POST"])
@staff_page(Action.MANAGE_PEOPLE)
def list_people(request: HttpRequest, user: User) -> HttpResponse:
    """List colleagues and open invitations; a POST invites somebody."""
    form = InviteForm(request.POST or None)
    if request.method == HTTPMethod.POST and form.is_valid() and invite(form, user):
        messages.success(request, _("{email} is invited.").format(email=form.cleaned_data["email"]))
        return redirect("portal:people")
    context = {
        "form": form,
        "rules": RulesForm(initial={name: getattr(user.client, name) for name in RulesForm.base_fields}),
        "staff": people.list_staff(user.client),
        "invitations": people.list_open_invitations(user.client),
        "roles": Role.choices,
    }
    return render(request, "portal/people.html", context, status=422 if form.errors else 200)


def invite(form: InviteForm, user: User) -> bool:
    """Invite who is named in the form, or say in it why not."""
    sent = form.cleaned_data
    language = get_language() or "en"
    try:
        made = people.invite(
            client=user.client, email=sent["email"], role=Role(sent["role"]), language=language, by=user
        )
    except people.AlreadyThereError:
        form.add_error("email", _("This person has an account already, or is invited by somebody else."))
        return False
    queue.enqueue("portal.send_staff_invitation", lock=made.id, invitation_id=str(made.id))
    return True


@require_POST
@staff_page(Action.MANAGE_PEOPLE)
def change_rules(request: HttpRequest, user: User) -> HttpResponse:
    """Change what holds for every colleague."""
    form = RulesForm(request.POST)
    if form.is_valid():
        people.change_rules(client=user.client, by=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    return redirect("portal:people")


@require_POST
@staff_page(Action.MANAGE_PEOPLE)
def change_person(request: HttpRequest, user: User) -> HttpResponse:
    """Give a colleague another role, take one off or let one in again, or take an invitation back."""
    action, role = request.POST.get("action", ""), request.POST.get("role", "")
    try:
        subject = uuid.UUID(request.POST.get("id", ""))
        if action == "role" and role in Role.values:
            people.change_role(client=user.client, user_id=subject, role=Role(role), by=user)
        elif action in ("close", "open"):
            people.set_active(client=user.client, user_id=subject, is_active=action == "open", by=user)
        elif action == "second_factor":
            people.turn_second_factor_off(client=user.client, user_id=subject, by=user)
        elif action == "withdraw":
            people.withdraw(client=user.client, invitation_id=subject, by=user)
        else:
            raise Http404
    except (ValueError, User.DoesNotExist) as error:
        raise Http404 from error
    except people.LastAdministratorError as error:
        raise Refusal("last_administrator") from error
    messages.success(request, _("Saved."))
    return redirect("portal:people")


@require_http_methods(["GET", "POST"])
@acting_for_all()
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a name and a password, once."""
    invitation = people.find_invitation(token)
    if invitation is None:
        raise Http404
    if not people.is_open(invitation):
        raise Refusal("invitation_over")
    user = User(client=invitation.client, email=invitation.email, role=invitation.role)
    form = JoinForm(user, request.POST or None)
    if request.method == HTTPMethod.POST and form.is_valid():
        name, password = form.cleaned_data["full_name"], form.cleaned_data["new_password1"]
        joined = people.accept(invitation=invitation, full_name=name, password=password)
        if joined is None:
            raise Refusal("invitation_over")
        return sign_in_views.let_in(request, joined)
    context = {
        "title": _("Join {bank}").format(bank=invitation.client.name),
        "intro": _("You sign in as {email}.").format(email=invitation.email),
        "form": form,
        "button": _("Join"),
    }
    return render(request, "portal/small_form.html", context, status=422 if form.errors else 200)
