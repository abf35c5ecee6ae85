"""Files that come with a report's instructions: an example, the template, and definitions an administrator installs."""

import io
import re

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from ledgerlift.catalogue import find_example
from ledgerlift.catalogue.template import write_template
from ledgerlift_server.companies.models import Connection
from ledgerlift_server.link import software
from ledgerlift_server.link.views.rendering import is_french
from ledgerlift_server.link.visits import Visit, connected_page
from ledgerlift_server.ui.refusals import Refusal

# As bytes: a browser must not try to show one of these as a page.
BINARY = "application/octet-stream"


@require_GET
@connected_page
def download_example(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> HttpResponseBase:
    """Download an example of the report in the shape of the company's software."""
    slug = connection.software or software.UNLISTED
    path = find_example(slug, data_type)
    if path is None:
        raise Refusal("not_found")
    name = f"example-{slug}-{path.name}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=BINARY)


@require_GET
@connected_page
def download_template(request: HttpRequest, visit: Visit, connection: Connection, data_type: str) -> HttpResponseBase:
    """Download the workbook for software that is not listed: all reports in one file."""
    name = "modele-ledgerlift.xlsx" if is_french() else "ledgerlift-template.xlsx"
    content = io.BytesIO(write_template(french=is_french()))
    return FileResponse(content, as_attachment=True, filename=name, content_type=BINARY)


@require_GET
@connected_page
def download_query(
    request: HttpRequest, visit: Visit, connection: Connection, data_type: str, number: int
) -> HttpResponse:
    """Download a definition that makes the report, as the text it is. ``number`` counts from 1."""
    queries = software.instruct(connection.software, data_type, french=is_french()).queries
    if not 0 < number <= len(queries):
        raise Refusal("not_found")
    query = queries[number - 1]
    response = HttpResponse(query.text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=safe_name(query.file_name))
    )
    return response


def safe_name(name: str) -> str:
    """Keep of a file's name what is a name on every system."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-") or "query.txt"
