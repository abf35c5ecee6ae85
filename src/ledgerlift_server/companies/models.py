"""Companies, their connections, links and consents."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.models import Client, User


class Standing(models.TextChoices):
    """What the bank sees of all a company's connections; a parent with some subsidiaries disconnected is partial."""

    NONE = "None", _("No connections")
    PENDING = "PendingAuth", _("Pending")
    LINKED = "Linked", _("Linked")
    PARTIAL = "Partial", _("Partial")
    DEAUTHORIZED = "Deauthorized", _("Deauthorized")
    UNLINKED = "Unlinked", _("Unlinked")


class ReportStatus(models.TextChoices):
    """What the bank sees of a company's reports."""

    AVAILABLE = "available", _("Available")
    GENERATING = "generating", _("Generating")
    FAILED = "failed", _("Failed")
    UNAVAILABLE = "unavailable", _("Unavailable")


class Product(models.TextChoices):
    """What a company's data is used for; the values are those of the published API."""

    SPEND_INSIGHTS = "spend-insights", _("Spend Insights")


def usual_products() -> list[str]:
    """Give what a company has unless somebody chooses otherwise."""
    return [Product.SPEND_INSIGHTS.value]


class Company(models.Model):
    """A business whose books we read. A parent's subsidiaries are companies of their own, one level deep.

    ``standing``, ``report_status`` and ``last_synced_at`` repeat what connections and syncs say, so that lists can be
    sorted by them; whoever changes a connection or a sync sets them in the same transaction.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="companies")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="subsidiaries")
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)
    tags = models.JSONField(default=dict)
    subscriptions = ArrayField(models.EmailField(), default=list)
    products = ArrayField(models.CharField(max_length=40, choices=Product.choices), default=usual_products)
    contact_email = models.EmailField(blank=True)
    contact_language = models.CharField(
        max_length=10, choices=[("en", _("English")), ("fr-ca", _("French"))], default="en"
    )
    owners = models.ManyToManyField(User, related_name="owned_companies")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    standing = models.CharField(max_length=20, choices=Standing.choices, default=Standing.NONE)
    report_status = models.CharField(max_length=20, choices=ReportStatus.choices, default=ReportStatus.UNAVAILABLE)
    last_synced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="company_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="company_is_not_its_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(name="company_standing_is_known", condition=Q(standing__in=Standing.values)),
            models.CheckConstraint(
                name="company_report_status_is_known", condition=Q(report_status__in=ReportStatus.values)
            ),
        )
        # One for each order of the lists.
        indexes = (
            models.Index("client", Lower("name"), "id", name="company_by_name"),
            models.Index("client", F("created_at").desc(), "id", name="company_by_creation"),
            models.Index("client", F("last_synced_at").desc(nulls_last=True), "id", name="company_by_last_sync"),
            models.Index("client", "standing", "id", name="company_by_standing"),
            models.Index("client", "report_status", "id", name="company_by_report_status"),
        )

    def __str__(self) -> str:
        return self.name


class ConnectionStatus(models.TextChoices):
    """Where a connection stands, in the words of the published API."""

    PENDING = "PendingAuth", _("Pending")
    LINKED = "Linked", _("Linked")
    UNLINKED = "Unlinked", _("Unlinked")
    DEAUTHORIZED = "Deauthorized", _("Deauthorized")


CONNECTION_MOVES: dict[ConnectionStatus, set[ConnectionStatus]] = {
    ConnectionStatus.PENDING: {ConnectionStatus.LINKED, ConnectionStatus.DEAUTHORIZED, ConnectionStatus.UNLINKED},
    ConnectionStatus.LINKED: {ConnectionStatus.DEAUTHORIZED, ConnectionStatus.UNLINKED},
    ConnectionStatus.DEAUTHORIZED: {ConnectionStatus.PENDING, ConnectionStatus.LINKED},
    ConnectionStatus.UNLINKED: set(),
}


class Connection(models.Model):
    """A company's tie to the files of one accounting software."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="connections")
    software = models.SlugField(max_length=80, blank=True)
    software_name = models.CharField(max_length=120)
    status = models.CharField(max_length=20, choices=ConnectionStatus.choices, default=ConnectionStatus.PENDING)
    created_at = models.DateTimeField(auto_now_add=True)
    linked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="connection_status_is_known", condition=Q(status__in=ConnectionStatus.values)),
            models.CheckConstraint(
                name="connection_linked_has_a_time",
                condition=~Q(status=ConnectionStatus.LINKED) | Q(linked_at__isnull=False),
            ),
            # A company shares one set of books at a time; earlier ones stay, unlinked.
            models.UniqueConstraint(
                name="connection_one_open_per_company",
                fields=["company"],
                condition=~Q(status=ConnectionStatus.UNLINKED),
            ),
        )

    def __str__(self) -> str:
        return f"{self.company}: {self.software_name}"


class Link(models.Model):
    """An address that lets somebody at the company in. Only a hash of its token is kept.

    With a ``data_type`` it is a colleague's link, good for that one report of that one connection.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, null=True, related_name="step_links")
    data_type = models.CharField(max_length=20, blank=True)
    is_one_time = models.BooleanField(default=False)
    made_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # What its address was last opened with: names and values of the bank's own, given back at the end.
    query = models.JSONField(default=dict)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="link_for_one_step_has_its_connection",
                condition=Q(data_type="", connection__isnull=True) | (~Q(data_type="") & Q(connection__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return f"link {self.id}"


class Invitation(models.Model):
    """An e-mail that asks a company's contact for data. It is sent by a job, which makes its link."""

    class Kind(models.TextChoices):
        """Whether it is the first or comes after."""

        INVITATION = "invitation", _("Invitation")
        REMINDER = "reminder", _("Reminder")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    email = models.EmailField()
    language = models.CharField(max_length=10)
    requested_by = models.CharField(max_length=200)
    requested_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(name="invitation_by_company", fields=["company", "-requested_at"]),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Consent(models.Model):
    """What somebody agreed to, word for word, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    text = models.TextField()
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="consent_one_in_force_per_connection",
                fields=["connection"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"consent {self.version} of {self.connection_id}"


class KitText(models.Model):
    """A bank's own words for one answer of the onboarding kit, in one language; without it the usual words are used."""

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="kit_texts")
    topic = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=[("en", _("English")), ("fr", _("French"))])
    text = models.TextField(max_length=2000)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="kit_text_once", fields=["client", "topic", "language"]),
            models.CheckConstraint(name="kit_text_is_not_empty", condition=~Q(text="")),
        )

    def __str__(self) -> str:
        return f"{self.topic} in {self.language}"
