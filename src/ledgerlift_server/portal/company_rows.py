"""What a row of the lists shows of each company, gathered with as many queries for many companies as for one."""

import dataclasses
import uuid
from collections.abc import Collection, Sequence

from ledgerlift_server.accounts.models import User
from ledgerlift_server.companies import queries
from ledgerlift_server.companies.models import Company, Connection, ConnectionStatus, Product

MOST_PILLS = 2


@dataclasses.dataclass(frozen=True)
class Pill:
    """A software a company, or its group, is connected to; ``linked`` of ``members`` companies for a parent."""

    software: str
    status: str
    label: str
    linked: int
    members: int


@dataclasses.dataclass(frozen=True)
class Row:
    """One company in a list."""

    company: Company
    pills: Sequence[Pill]
    owners: Sequence[User]
    subsidiaries: int

    @property
    def products(self) -> Sequence[str]:
        """What the company's data is used for, in words."""
        return [str(Product(each).label) for each in self.company.products]

    @property
    def shown_pills(self) -> Sequence[Pill]:
        """Those there is room for."""
        return self.pills[:MOST_PILLS]

    @property
    def more_pills(self) -> Sequence[Pill]:
        """The others."""
        return self.pills[MOST_PILLS:]


def describe(companies: Collection[Company]) -> list[Row]:
    """Gather the rows of a page."""
    connections = queries.list_connections(companies)
    subsidiaries = queries.count_subsidiaries(companies)
    owners = list_owners(companies)
    return [
        Row(
            company=company,
            pills=make_pills(connections[company.id]),
            owners=owners.get(company.id, []),
            subsidiaries=subsidiaries.get(company.id, 0),
        )
        for company in companies
    ]


def list_owners(companies: Collection[Company]) -> dict[uuid.UUID, list[User]]:
    """List the owners of companies by name."""
    found: dict[uuid.UUID, list[User]] = {}
    owners = Company.owners.through.objects.filter(company__in=companies).select_related("user")
    for owner in owners.order_by("user__full_name"):
        found.setdefault(owner.company_id, []).append(owner.user)
    return found


def make_pills(connections: Sequence[Connection]) -> list[Pill]:
    """Put connections to the same software together: one pill each, open ones first."""
    by_software: dict[str, list[Connection]] = {}
    for connection in sorted(connections, key=lambda each: each.status == ConnectionStatus.UNLINKED):
        by_software.setdefault(connection.software_name, []).append(connection)
    return [
        Pill(
            software=software,
            status=ConnectionStatus(same[0].status).value,
            label=same[0].get_status_display(),
            linked=len({each.company_id for each in same if each.status == ConnectionStatus.LINKED}),
            members=len({each.company_id for each in same}),
        )
        for software, same in by_software.items()
    ]
