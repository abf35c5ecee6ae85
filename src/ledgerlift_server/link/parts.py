"""Resumable upload: the core of tus 1.0 (https://tus.io), with creation and termination."""

import base64
import binascii
import uuid
from http import HTTPMethod, HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from ledgerlift_server.companies.models import Connection
from ledgerlift_server.link.visits import Visit, connected_page
from ledgerlift_server.syncs import arrivals, partials, queries
from ledgerlift_server.ui.refusals import Refusal

VERSION = "1.0.0"
PROTOCOL = {"Tus-Resumable": VERSION, "Tus-Version": VERSION, "Tus-Extension": "creation,termination"}


@require_http_methods(["POST", "OPTIONS"])
@connected_page
def create(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> HttpResponse:
    """Announce a file; the answer's Location is where its parts go."""
    if request.method == HTTPMethod.OPTIONS:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PROTOCOL)
    metadata = read_metadata(request.headers.get("Upload-Metadata", ""))
    partial = arrivals.start(
        connection=connection,
        data_type=data_type,
        name=metadata.get("filename", ""),
        size=read_number(request, "Upload-Length"),
        fingerprint=metadata.get("fingerprint", ""),
        replaces=queries.find_upload(connection, metadata.get("replaces", ""), data_type),
        by=visit.actor,
    )
    location = visit.url("part", data_type, partial.id)
    headers = {**PROTOCOL, "Location": location, "Upload-Offset": "0"}
    if partial.size == 0:
        arrivals.finish(partial=partial, by=visit.actor)
    return HttpResponse(status=HTTPStatus.CREATED, headers=headers)


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@connected_page
def resume(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, partial_id: uuid.UUID
) -> HttpResponse:
    """Say how much has arrived (HEAD), take the next part (PATCH), or give the file up (DELETE)."""
    partial = queries.get_partial(connection, partial_id, data_type)
    if request.method == HTTPMethod.DELETE:
        arrivals.drop(partial=partial)
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PROTOCOL)
    if partial.upload:
        offset = partial.size
    elif request.method == HTTPMethod.PATCH:
        if request.content_type != "application/offset+octet-stream":
            return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, headers=PROTOCOL)
        start = read_number(request, "Upload-Offset")
        offset = arrivals.take_part(partial=partial, offset=start, source=request, by=visit.actor)
        if offset == partial.size:
            arrivals.finish(partial=partial, by=visit.actor)
    else:
        offset = partials.offset_of(partial)
        # All bytes came, and the server died before it could say so.
        if offset == partial.size:
            arrivals.finish(partial=partial, by=visit.actor)
    headers = {
        **PROTOCOL,
        "Upload-Offset": str(offset),
        "Upload-Length": str(partial.size),
        "Cache-Control": "no-store",
    }
    status = HTTPStatus.NO_CONTENT if request.method == HTTPMethod.PATCH else HTTPStatus.OK
    return HttpResponse(status=status, headers=headers)


def read_number(request: HttpRequest, header: str) -> int:
    """Read a header that must hold a whole number."""
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Refusal("upload_interrupted")
    return int(text)


def read_metadata(header: str) -> dict[str, str]:
    """Read tus metadata: ``key base64, key base64``; what cannot be decoded is left out."""
    metadata = {}
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            metadata[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return metadata
