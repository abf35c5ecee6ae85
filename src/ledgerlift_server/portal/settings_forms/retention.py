"""How long raw files are kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.models import MOST_RAW_FILE_DAYS


class RetentionForm(forms.Form):
    """Days for the files as they were sent."""

    raw_file_days = forms.IntegerField(
        label=_("Days a file is kept as sent"), min_value=0, max_value=MOST_RAW_FILE_DAYS, widget=forms.NumberInput()
    )
