"""What the portal remembers about its readers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ledgerlift_server.accounts.models import User


class ColumnChoice(models.Model):
    """Which columns somebody wants to see in the lists of companies."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="column_choice")
    columns = ArrayField(models.CharField(max_length=20))

    def __str__(self) -> str:
        return f"columns of {self.user_id}"
