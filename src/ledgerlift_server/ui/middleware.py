"""What happens around every request: a correlation id, one log line, refusals as pages, private caching."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from ledgerlift_server.ui import logs, visitors
from ledgerlift_server.ui.refusals import Refusal, render_refusal

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]


class Correlate:
    """Gives a request its correlation id, logs it by route, and turns refusals into pages."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        given = request.headers.get("X-Correlation-Id", "")
        token = logs.correlation_id.set(given if re.fullmatch(r"[\w-]{8,64}", given) else uuid.uuid4().hex)
        network = visitors.network.set(visitors.find_network(request))
        started = time.perf_counter()
        try:
            response = self.answer(request)
            response["X-Correlation-Id"] = logs.correlation_id.get()
            self._log(request, response, started)
            return response
        finally:
            visitors.network.reset(network)
            logs.correlation_id.reset(token)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal with its page; when the database is away, ask to come back in a moment."""
        if isinstance(error, Refusal):
            return render_refusal(request, error)
        if isinstance(error, UnreadablePostError):
            return render_refusal(request, Refusal("upload_interrupted"))
        if isinstance(error, OperationalError | InterfaceError):
            logger.warning("database away", extra=logs.describe_exception(error))
            return render_refusal(request, Refusal("server_busy", retry_after=5))
        logger.error("request failed", extra=logs.describe_exception(error))
        return None

    def _log(self, request: HttpRequest, response: HttpResponse, started: float) -> None:
        route = request.resolver_match.view_name if request.resolver_match else ""
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        facts = {"method": request.method, "route": route, "status": response.status_code, "ms": milliseconds}
        logger.info("request", extra=facts)


def keep_private(answer: Answer) -> Answer:
    """Forbid caches to keep a page unless its view says otherwise: every page is about somebody's books."""

    def answer_privately(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    return answer_privately
