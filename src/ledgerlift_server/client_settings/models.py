"""What does not fit in a column of its client: pictures, versions of texts, e-mails."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.models import Client

LANGUAGES = [("en", _("English")), ("fr", _("French"))]


class BrandPicture(models.Model):
    """A picture of a client's brand, as it was drawn anew: no byte of the file that was sent is in it."""

    class Kind(models.TextChoices):
        """Where it is shown."""

        LOGO = "logo", _("Logo")
        ICON = "icon", _("Icon")
        HERO = "hero", _("Picture of the first page")

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="pictures")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    content = models.BinaryField()
    content_type = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="brand_picture_once", fields=["client", "kind"]),
            models.CheckConstraint(name="brand_picture_kind_is_known", condition=Q(kind__in=["logo", "icon", "hero"])),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.client_id}"


class ConsentWording(models.Model):
    """One version of a client's words for the consent page. Rows are only ever added; the newest counts.

    ``texts`` holds, by language, ``{section: {"heading", "body"}}`` and ``terms``; what is empty is as usual.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="consent_wordings")
    number = models.PositiveIntegerField()
    texts = models.JSONField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="consent_wording_number_once", fields=["client", "number"]),)

    def __str__(self) -> str:
        return f"version {self.number}"


class EmailText(models.Model):
    """A client's own words for an e-mail in one language; without it the usual words are sent."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="email_texts")
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=5000)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="email_text_once", fields=["client", "kind", "language"]),
            models.CheckConstraint(name="email_text_is_not_empty", condition=~Q(subject="") & ~Q(body="")),
        )

    def __str__(self) -> str:
        return f"{self.kind} in {self.language}"
