"""The tasks of the companies app."""

from ledgerlift_server.companies import invitations
from ledgerlift_server.companies.models import Invitation
from ledgerlift_server.jobs.tasks import task


@task("companies.send_invitation")
def send_invitation(invitation_id: str) -> None:
    """Send an e-mail to a company's contact; one that was deleted meanwhile is not sent."""
    invitation = Invitation.objects.select_related("company__client").filter(pk=invitation_id).first()
    if invitation:
        invitations.send(invitation)
