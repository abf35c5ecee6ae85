"""The staff's pages: enough to invite a company, see where it stands, and take its reports home."""

import uuid
from http import HTTPMethod

from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import STRANGER
from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.portal import attempts, signing_in
from ledgerlift_server.portal.account_forms import CodeForm, try_code
from ledgerlift_server.portal.forms import SignInForm
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.row_security.scope import acting_for_all
from ledgerlift_server.syncs import files
from ledgerlift_server.syncs import queries as syncs
from ledgerlift_server.ui.refusals import Refusal


@method_decorator(acting_for_all(), name="dispatch")
class SignIn(auth.LoginView):
    """Sign-in by e-mail and password; too many wrong tries have to wait."""

    template_name = "portal/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Check the password, unless there were too many tries."""
        try:
            attempts.check(attempts.key_of(request))
        except Refusal:
            self.record("sign_in.blocked")
            raise
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let somebody in, or ask for the code of their second factor first."""
        user, then = form.get_user(), self.get_success_url()
        if signing_in.ask_for_code(self.request, user, then=then):
            return redirect("portal:login_code")
        signing_in.let_in(self.request, user)
        return redirect(then)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Count a wrong try."""
        attempts.count(attempts.key_of(self.request))
        self.record("sign_in.failed")
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def record(self, name: str) -> None:
        """Write down a try at somebody's account. A name that nobody has may be a password in the wrong box."""
        user = User.objects.filter(email=attempts.key_of(self.request)).first()
        if user:
            events.record(name, client_id=user.client_id, by=STRANGER, subject=user.id)


@require_http_methods(["GET", "POST"])
@acting_for_all()
def take_code(request: HttpRequest) -> HttpResponse:
    """Take the second factor of whoever has given the right password; too many wrong tries have to wait."""
    waiting = signing_in.find_waiting(request)
    if waiting is None:
        return redirect("portal:login")
    user, then = waiting
    form = CodeForm(request.POST or None)
    if request.method == HTTPMethod.POST and form.is_valid() and try_code(form, user):
        signing_in.let_in(request, user)
        return redirect(then)
    context = {
        "title": _("Second factor"),
        "intro": _("The code that your authenticator shows now, or one of your recovery codes."),
        "form": form,
        "button": _("Sign in"),
    }
    return render(request, "portal/account_form.html", context, status=422 if form.errors else 200)


class SignOut(auth.LogoutView):
    """The end of a session."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Sign out."""
        if isinstance(request.user, User):
            user = request.user
            events.record("sign_out.done", client_id=user.client_id, by=user.actor, subject=user.id)
        return super().post(request, *args, **kwargs)


@require_GET
@staff_page(Action.SEE_DATA, leaves="report.downloaded")
def download_report(request: HttpRequest, user: User, company_id: uuid.UUID, file_id: uuid.UUID) -> FileResponse:
    """Download a report."""
    company = queries.get_company(user=user, company_id=company_id)
    file = syncs.get_snapshot_file(company, file_id)
    return send_file(file.storage_name, file.name)


@require_GET
@staff_page(Action.SEE_DATA, leaves="file.downloaded")
def download_upload(request: HttpRequest, user: User, company_id: uuid.UUID, upload_id: uuid.UUID) -> FileResponse:
    """Download a file as the company sent it."""
    company = queries.get_company(user=user, company_id=company_id)
    upload = syncs.get_sent_file(company, upload_id)
    return send_file(upload.storage_name, upload.original_name)


def send_file(storage_name: str, name: str) -> FileResponse:
    """Send a stored file as a download that no browser opens in place."""
    return FileResponse(
        files.open_stored(storage_name), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
