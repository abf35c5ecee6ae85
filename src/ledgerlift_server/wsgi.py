"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from ledgerlift_server.processes import die_with_parent
from ledgerlift_server.slow_bodies import with_time_limits

# The web server imports this in the process that answers requests; it must not stay behind and hold the port.
die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledgerlift_server.settings")
application = with_time_limits(get_wsgi_application())
