"""A settings page saved as it is shown, with changes."""

import pytest


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def save(signed_in):
    """Send a settings page back as it is shown, with changes; give the answer."""

    def save_(page, changes=(), *, query=""):
        address = f"/portal/settings/{page}/{query}"
        form = signed_in.get(address).context["form"]
        sent = {
            field.html_name: field.value() for field in form if field.value() is not None and field.value() is not False
        }
        return signed_in.post(address, {**sent, **dict(changes)})

    return save_
