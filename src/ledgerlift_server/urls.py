"""All addresses."""

from django.urls import include, path
from django.views.generic import RedirectView

from ledgerlift_server import health

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="portal:companies"), name="home"),
    path("health/live", health.show_liveness, name="live"),
    path("health/ready", health.show_readiness, name="ready"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("link/", include("ledgerlift_server.link.urls")),
    path("portal/", include("ledgerlift_server.portal.account_urls")),
    path("portal/", include("ledgerlift_server.portal.urls")),
]
handler404 = "ledgerlift_server.ui.refusals.refuse_unknown"
handler500 = "ledgerlift_server.ui.refusals.refuse_broken"
