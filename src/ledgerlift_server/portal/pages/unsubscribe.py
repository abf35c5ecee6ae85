"""The way out of the quarterly e-mail. Whoever holds the link holds the subscription; nobody signs in."""

from http import HTTPMethod

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ledgerlift_server.companies import actions
from ledgerlift_server.row_security.scope import acting_for_all
from ledgerlift_server.syncs import subscriptions


# A mail program posts without ever having seen the page (RFC 8058); the signed address is the permission.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@acting_for_all()
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before ending a subscription, and end it; opening the link alone changes nothing, for scanners open links."""
    found = subscriptions.find(token)
    if found is None:
        raise Http404
    company, email = found
    is_done = request.method == HTTPMethod.POST
    if is_done:
        actions.unsubscribe(company=company, email=email)
    context = {"company": company, "email": email, "is_done": is_done}
    return render(request, "portal/unsubscribe.html", context)
