"""What changes files that arrive in parts, up to the moment they are uploads like any other."""

import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.companies.models import Connection
from ledgerlift_server.syncs import file_types, files, loose_files, partials, queries, upload_actions
from ledgerlift_server.syncs.models import PartialUpload, Upload
from ledgerlift_server.ui.refusals import Refusal


@transaction.atomic
def start(
    *,
    connection: Connection,
    data_type: str,
    name: str,
    size: int,
    fingerprint: str,
    replaces: Upload | None,
    by: Actor,
) -> PartialUpload:
    """Announce a file that will arrive in parts."""
    name = files.clean_name(name)
    file_types.check_name(name)
    upload_actions.check_room(connection=connection, incoming_size=size)
    check_lanes(sender_id=by.id)
    partial = PartialUpload.objects.create(
        connection=connection,
        data_type=data_type,
        name=name,
        size=size,
        fingerprint=fingerprint[:200],
        replaces=replaces,
        sender_id=by.id,
    )
    partials.path_of(partial).touch(mode=0o600)
    return partial


def check_lanes(*, sender_id: uuid.UUID | None, besides: PartialUpload | None = None) -> None:
    """Refuse one more file while a link has as many as it may on their way."""
    most = settings.CONFIGURATION.concurrent_uploads
    upload_actions.refuse_for_a_while(queries.seconds_until_free_lane(sender_id, most=most, besides=besides))


def take_part(*, partial: PartialUpload, offset: int, source: partials.Readable, by: Actor) -> int:
    """Take the next bytes of a file, noting now and then that they come; return how many there are."""
    check_lanes(sender_id=by.id, besides=partial)

    def hear() -> None:
        PartialUpload.objects.filter(pk=partial.pk).update(heard_at=timezone.now(), sender_id=by.id)

    return partials.append(partial, offset=offset, source=source, hear=hear)


def finish(*, partial: PartialUpload, by: Actor) -> Upload:
    """Turn a file whose last part has arrived into an upload; doing it twice gives the same upload."""
    partial.refresh_from_db()
    if partial.upload:
        return partial.upload
    try:
        with partials.only_writer(partial) as path:
            incoming = files.Incoming(path, partial.name, partial.size, files.hash_file(path))
            with upload_actions.stored_unless_refused(incoming, partial.connection) as stored, transaction.atomic():
                loose_files.claim([stored])
                partial.upload = upload_actions.record_upload(
                    connection=partial.connection, data_type=partial.data_type, incoming=incoming, stored=stored,
                    replaces=partial.replaces, by=by,
                )  # fmt: skip
                partial.save(update_fields=["upload"])
    except Refusal as refusal:
        if refusal.code == "duplicate_file":
            drop(partial=partial)
        raise
    partials.forget(partial)
    return partial.upload


@transaction.atomic
def drop(*, partial: PartialUpload) -> None:
    """Give up a file that is still arriving."""
    partials.forget(partial)
    partial.delete()
