"""Who somebody is, before anybody knows for which client they act."""

import uuid
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from ledgerlift_server.accounts.models import User
from ledgerlift_server.row_security.scope import acting_for_all


class StaffBackend(ModelBackend):
    """Finds a member of staff by e-mail and password, or by the id in their session, among those of all clients."""

    @acting_for_all()
    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,  # noqa: ANN401 - passed on as they come
    ) -> User | None:
        """Find whose e-mail and password these are."""
        return super().authenticate(request, username=username, password=password, **kwargs)

    def get_user(self, user_id: uuid.UUID) -> User | None:
        """Find whose session it is, and their client with them, as every page needs it."""
        user = User.objects.select_related("client").filter(pk=user_id).first()
        return user if user and user.is_active else None
