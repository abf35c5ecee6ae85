"""Who may do what: the one table that pages, menus, the reference and the tests read."""

import dataclasses
import enum
from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is to a client."""

    ONBOARDING = "onboarding", _("Onboarding")
    ADVISOR = "advisor", _("Advisor")
    ANALYST = "analyst", _("Analyst")
    DEVELOPER = "developer", _("Developer")
    ADMIN = "admin", _("Admin")


class Action(enum.Enum):
    """What a page of the portal lets its reader do; every page names one."""

    OWN_ACCOUNT = "own_account"
    SEE_COMPANIES = "see_companies"
    EDIT_COMPANIES = "edit_companies"
    SEE_DATA = "see_data"
    CORRECT_DATA = "correct_data"
    CHANGE_PRODUCTS = "change_products"
    DELETE_COMPANIES = "delete_companies"
    END_CONNECTIONS = "end_connections"
    CHANGE_KIT = "change_kit"
    CHANGE_SETTINGS = "change_settings"
    READ_AUDIT_LOG = "read_audit_log"
    MANAGE_PEOPLE = "manage_people"


@dataclasses.dataclass(frozen=True)
class Rule:
    """An action in words, and who may do it."""

    meaning: str
    roles: frozenset[Role]


EVERYBODY = frozenset(Role)
READERS = EVERYBODY - {Role.ONBOARDING}
TECHNICAL = frozenset({Role.DEVELOPER, Role.ADMIN})
# Whom a client may restrict to the companies they own.
RESTRICTABLE = EVERYBODY - TECHNICAL

RULES: Mapping[Action, Rule] = MappingProxyType(
    {
        Action.OWN_ACCOUNT: Rule("Change one's own account", EVERYBODY),
        Action.SEE_COMPANIES: Rule("See companies, where they stand and what happened to them", EVERYBODY),
        Action.EDIT_COMPANIES: Rule("Add and edit companies, make and withdraw Link URLs, send requests", EVERYBODY),
        Action.SEE_DATA: Rule("See a company's data, download its reports and files", READERS),
        Action.CORRECT_DATA: Rule("Correct how files are read, choose which snapshot counts, update reports", READERS),
        Action.CHANGE_PRODUCTS: Rule("Add and remove products of companies", EVERYBODY - {Role.ADVISOR}),
        Action.DELETE_COMPANIES: Rule("Delete companies", frozenset({Role.ANALYST, *TECHNICAL})),
        Action.END_CONNECTIONS: Rule("Unlink and delete connections", TECHNICAL),
        Action.CHANGE_KIT: Rule("Put the onboarding kit in the bank's own words", TECHNICAL),
        Action.CHANGE_SETTINGS: Rule("Change settings: Link, branding, integrations, webhooks, API keys", TECHNICAL),
        Action.READ_AUDIT_LOG: Rule("Read and export the audit log", TECHNICAL),
        Action.MANAGE_PEOPLE: Rule("Invite colleagues, give roles, close accounts", frozenset({Role.ADMIN})),
    }
)


def render_reference() -> str:
    """Write the table for the reference, as Markdown."""
    lines = [
        "# Roles",
        "",
        "Written from `ledgerlift_server/accounts/roles.py` by `make docs`; a test fails when this page is not",
        "current, and another opens every page of the portal in every role and compares.",
        "",
        f"| May | {' | '.join(role.name.title() for role in Role)} |",
        f"| - |{' - |' * len(Role)}",
    ]
    for rule in RULES.values():
        marks = " | ".join("✔" if role in rule.roles else " " for role in Role)
        lines.append(f"| {rule.meaning} | {marks} |")
    return "\n".join(lines) + "\n"
