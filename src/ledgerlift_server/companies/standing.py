"""What a company's row says about its connections, for lists that are sorted and filtered by it."""

from collections.abc import Collection

from ledgerlift_server.companies.models import Company, ConnectionStatus, Standing

# What needs somebody's attention first.
MOST_PRESSING = (Standing.PENDING, Standing.DEAUTHORIZED, Standing.UNLINKED, Standing.NONE)


def refresh(company: Company) -> None:
    """Work out a company's standing again, and its parent's. Runs in the caller's transaction."""
    own = find_own(company.connections.values_list("status", flat=True))
    below = list(Company.objects.filter(parent=company).values_list("standing", flat=True))
    company.standing = combine(own, below)
    Company.objects.filter(pk=company.pk).update(standing=company.standing)
    if company.parent:
        refresh(company.parent)


def find_own(statuses: Collection[str]) -> Standing:
    """Say where a company stands without its subsidiaries: as its open connection, else as its earlier ones."""
    is_open = [status for status in statuses if status != ConnectionStatus.UNLINKED]
    if is_open:
        return Standing(is_open[0])
    return Standing.UNLINKED if statuses else Standing.NONE


def combine(own: Standing, below: Collection[str]) -> Standing:
    """Say where a parent stands: linked when all are, partial when some are, else what needs attention first.

    A parent without connections of its own is not one of those that could be linked.
    """
    if not below:
        return own
    group = {*below} | ({own} - {Standing.NONE})
    if Standing.LINKED in group:
        return Standing.LINKED if group == {Standing.LINKED} else Standing.PARTIAL
    return next(standing for standing in MOST_PRESSING if standing in group)
