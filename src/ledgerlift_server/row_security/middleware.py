"""A request of somebody signed in acts for their client, and any other for nobody until its page says for whom."""

from collections.abc import Callable, Iterator

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from ledgerlift_server.row_security.scope import NOBODY, acting_for, acting_for_all

Answer = Callable[[HttpRequest], HttpResponseBase]


def act_for_own_client(answer: Answer) -> Answer:
    """Act for the client of whoever is signed in, also while a long answer is still being written."""

    def answer_for_client(request: HttpRequest) -> HttpResponseBase:
        with acting_for_all():
            whose = request.user.client_id if request.user.is_authenticated else NOBODY
        with acting_for(whose):
            response = answer(request)
        # A file is on a disk or in a store; whoever sends it asks the database nothing.
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = stream(iter(response), whose)
        return response

    return answer_for_client


def stream(parts: Iterator[bytes], whose: object) -> Iterator[bytes]:
    """Make each part of an answer for a client, and nothing in between: the server's thread is not theirs."""
    while True:
        with acting_for(str(whose)):
            part = next(parts, None)
        if part is None:
            return
        yield part
