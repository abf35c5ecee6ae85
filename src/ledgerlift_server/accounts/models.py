"""Clients, their staff, and the record of who did what."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.roles import RESTRICTABLE, RULES, Action, Role

MOST_RAW_FILE_DAYS = 182


class Client(models.Model):
    """An organisation that uses the portal: a bank or a card issuer. Everything else belongs to one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    primary_colour = models.CharField(
        max_length=7, default="#1F4FD8", validators=[RegexValidator(r"\A#[0-9A-Fa-f]{6}\Z")]
    )
    # Of the journey's top bar; empty: the colour of cards.
    second_colour = models.CharField(max_length=7, blank=True)
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=40, blank=True)
    success_url = models.CharField(max_length=2000, blank=True)
    # The only hosts that people are sent to at the end of their journey.
    allowed_hosts = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    one_time_links = models.BooleanField(default=False)
    link_days = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(1)])
    base_currency = models.CharField(max_length=3, blank=True)
    # In the words of `ledgerlift.pipeline.settings.KEYS`; they win over the fields above.
    report_settings = models.JSONField(default=dict, blank=True)
    # Restricts those roles that can be restricted to the companies they own.
    owned_only = models.BooleanField(default=False)
    second_factor_required = models.BooleanField(default=False)
    # How long a file is kept as sent; 0: until its sync is complete, None: as long as the server's own setting says.
    raw_file_days = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="client_colour_is_hex", condition=models.Q(primary_colour__regex=r"^#[0-9A-Fa-f]{6}$")
            ),
            models.CheckConstraint(
                name="client_second_colour_is_hex",
                condition=models.Q(second_colour="") | models.Q(second_colour__regex=r"^#[0-9A-Fa-f]{6}$"),
            ),
            models.CheckConstraint(
                name="client_raw_files_go_in_26_weeks",
                condition=models.Q(raw_file_days=None) | models.Q(raw_file_days__lte=MOST_RAW_FILE_DAYS),
            ),
        )

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["User"]):
    """Makes members of staff, known by their e-mail address."""

    def create_user(self, email: str, password: str, **fields: Any) -> "User":  # noqa: ANN401 - the model's own fields
        """Create a member of staff with a password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by e-mail, however it is capitalised."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A member of a client's staff."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="staff")
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.ONBOARDING)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StaffManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        constraints = (
            models.CheckConstraint(name="user_role_is_known", condition=models.Q(role__in=Role.values)),
            models.CheckConstraint(name="user_email_is_lower_case", condition=models.Q(email=Lower("email"))),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def actor(self) -> Actor:
        """Return this person as whoever did something."""
        return Actor(kind="user", id=self.id, label=self.full_name)

    def may(self, action: Action) -> bool:
        """Whether the role of this person allows an action."""
        return self.role in RULES[action].roles

    @property
    def sees_owned_only(self) -> bool:
        """Whether this person sees the companies they own, and no others."""
        return self.role in RESTRICTABLE and self.client.owned_only


class WrongSignIn(models.Model):
    """A try at a password or a code that was wrong, or is not decided yet."""

    key = models.CharField(max_length=254)
    tried_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(name="wrong_sign_in_by_key", fields=["key", "tried_at"]),)

    def __str__(self) -> str:
        return f"wrong sign-in at {self.tried_at}"


class StaffInvitation(models.Model):
    """A colleague who was asked to join, by an administrator. The token of its e-mail is known by its hash only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="staff_invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    language = models.CharField(max_length=10, default="en")
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="staff_invitation_role_is_known", condition=models.Q(role__in=Role.values)),
            models.UniqueConstraint(
                Lower("email"),
                name="one_open_staff_invitation",
                condition=models.Q(accepted_at=None, withdrawn_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.email


class Event(models.Model):
    """What happened, to what, by whom. Rows are only ever added; the database refuses to change one.

    Companies are an app above and may be deleted, so ``company_id`` is an id alone. ``network`` is an address without
    its last part, ``details`` hold ids, codes and counts.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    company_id = models.UUIDField(null=True)
    name = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200)
    details = models.JSONField(default=dict)
    network = models.CharField(max_length=45, blank=True)
    correlation_id = models.CharField(max_length=64, blank=True)
    happened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # One for each way of looking for events.
        indexes = (
            models.Index(name="audit_by_time", fields=["client", "-happened_at", "-id"]),
            models.Index(name="audit_by_company", fields=["client", "company_id", "-happened_at"]),
            models.Index(name="audit_by_actor", fields=["client", "actor_id", "-happened_at"]),
            models.Index(name="audit_by_subject", fields=["client", "subject_id", "-happened_at"]),
            models.Index(name="audit_by_name", fields=["client", "name", "-happened_at"]),
            models.Index(
                name="audit_by_other_actor",
                fields=["client", "actor_kind", "-happened_at"],
                condition=~models.Q(actor_kind="user"),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="event_name_is_noun_and_verb", condition=models.Q(name__regex=r"^[a-z_]+\.[a-z_]+$")
            ),
        )

    def __str__(self) -> str:
        return self.name
