"""For whoever watches the server: is it up, and can it do its work."""

from django.core.files.storage import default_storage
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

RECENT_HEARTBEAT = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'"


def show_liveness(request: HttpRequest) -> JsonResponse:
    """Answer at all."""
    return JsonResponse({"status": "ok"})


def show_readiness(request: HttpRequest) -> JsonResponse:
    """Say whether the database, the file store and a worker are there; 503 when one is not."""
    checks = {"database": False, "worker": False, "storage": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute(RECENT_HEARTBEAT)
            checks |= {"database": True, "worker": cursor.fetchone()[0] > 0}
    except Error:
        pass
    try:
        default_storage.exists("ready")
        checks["storage"] = True
    except OSError:
        pass
    ready = all(checks.values())
    return JsonResponse({"status": "ok" if ready else "not ready", **checks}, status=200 if ready else 503)
