"""Whom the settings open to, and that saving what is shown changes nothing."""

import pytest

from ledgerlift_server.accounts.models import Client as Bank
from ledgerlift_server.accounts.roles import Role
from ledgerlift_server.client_settings.models import ConsentWording, EmailText

PAGES = ("brand", "consent", "link", "reports", "retention", "e-mails")


def test_developers_change_them(client, bank, make_staff):
    client.force_login(make_staff(bank, Role.DEVELOPER))
    assert client.get("/portal/settings/", follow=True).redirect_chain == [("/portal/settings/brand/", 302)]


@pytest.mark.parametrize("page", PAGES)
def test_saving_what_is_shown_changes_nothing(save, page, bank):
    before = dict(Bank.objects.values().get(pk=bank.pk))
    assert save(page).status_code == 302
    after = dict(Bank.objects.values().get(pk=bank.pk))
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"raw_file_days"}
    assert not ConsentWording.objects.exists()
    assert not EmailText.objects.exists()
