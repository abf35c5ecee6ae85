"""A forgotten password: asked for by e-mail, chosen again on a page that works once."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import STRANGER
from ledgerlift_server.portal import attempts
from ledgerlift_server.portal.people_forms import ForgottenForm
from ledgerlift_server.row_security.scope import acting_for_all


@method_decorator(acting_for_all(), name="dispatch")
class Forgotten(auth.PasswordResetView):
    """Ask for the address; the answer is the same whether or not somebody has it."""

    template_name = "portal/account_form.html"
    form_class = ForgottenForm
    email_template_name = "portal/password_mail.txt"
    subject_template_name = "portal/password_mail_subject.txt"
    success_url = reverse_lazy("portal:password_sent")
    extra_context = {  # noqa: RUF012 - Django's own shape
        "title": _("Forgotten your password?"),
        "intro": _("We send you a page on which you choose another one."),
        "button": _("Send"),
    }

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        """Send the e-mail, with addresses of the server's public name; too many have to wait."""
        attempts.check(attempts.key_of(self.request))
        attempts.count(attempts.key_of(self.request))
        for user in form.get_users(form.cleaned_data["email"]):
            events.record("password.requested", client_id=user.client_id, by=STRANGER, subject=user.id)
        public = urlsplit(settings.PUBLIC_URL)
        form.save(
            domain_override=public.netloc,
            use_https=public.scheme == "https",
            email_template_name=self.email_template_name,
            subject_template_name=self.subject_template_name,
            request=self.request,
        )
        return redirect(str(self.success_url))


class Sent(auth.PasswordResetDoneView):
    """Say that the e-mail is on its way."""

    template_name = "portal/account_note.html"
    extra_context = {  # noqa: RUF012 - Django's own shape
        "title": _("Look at your e-mail"),
        "intro": _("If there is an account with this address, a page on which you choose a password is on its way."),
    }


@method_decorator(acting_for_all(), name="dispatch")
class Choose(auth.PasswordResetConfirmView):
    """Choose another password."""

    template_name = "portal/account_form.html"
    success_url = reverse_lazy("portal:login")
    extra_context = {  # noqa: RUF012 - Django's own shape
        "title": _("Choose a password"),
        "intro": _("At least twelve characters."),
        "button": _("Save"),
    }

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:  # type: ignore[type-arg]  # for the type checker only
        """Keep the password."""
        user = form.user
        events.record("password.changed", client_id=user.client_id, by=user.actor, subject=user.id)
        return super().form_valid(form)
