"""What people fill in about their own account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts import events, second_factor
from ledgerlift_server.accounts.actors import STRANGER
from ledgerlift_server.accounts.models import User
from ledgerlift_server.portal import attempts


class CodeForm(forms.Form):
    """A code of an authenticator, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def say_wrong(self) -> None:
        """Say that a code does not fit."""
        self.add_error(
            "code", _("This is not the code of now. Wait for the next one, and check the clock of the device.")
        )


def try_code(form: CodeForm, user: User) -> bool:
    """Try a code for somebody, or say in the form that it is wrong; too many wrong ones have to wait."""
    key = f"code {user.id}"
    attempts.check(key)
    try:
        second_factor.check(user=user, code=form.cleaned_data["code"])
    except second_factor.WrongCodeError:
        attempts.count(key)
        events.record("sign_in.failed", client_id=user.client_id, by=STRANGER, subject=user.id, step="code")
        form.say_wrong()
        return False
    return True
