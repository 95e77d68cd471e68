"""Django's settings, all from the environment; `multivector serve` sets it. docs/observatory.md lists the variables."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from multivector.observatory.messages import catalogues

HERE = Path(__file__).parent


def _flag(name: str, default: str = "") -> bool:
    return os.environ.get(name, default).lower() in ("1", "true", "yes", "on")


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


RECORD = os.environ.get("MULTIVECTOR_RECORD", "")  # the folder of the record
STATE = os.environ.get("MULTIVECTOR_STATE", "")  # whose home page `/` is; the record's most frequent one if not given
LEXICON = os.environ.get("MULTIVECTOR_LEXICON", "")  # a lexicon of one's own, for what staff add
REGISTER = os.environ.get("MULTIVECTOR_REGISTER", "")  # a register of organisations of one's own

# without a key from `multivector serve` (checks, tests) one that is forgotten at the end
SECRET_KEY = os.environ.get("MULTIVECTOR_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = False
TLS = _flag("MULTIVECTOR_TLS")  # the site is reached by https only
ALLOWED_HOSTS = _words("MULTIVECTOR_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if TLS and host != "*"]
TRUSTED_PROXIES = _words("MULTIVECTOR_TRUSTED_PROXIES")  # addresses whose X-Forwarded-For is believed

CORS_ORIGINS = _words("MULTIVECTOR_CORS_ORIGINS")  # origins whose pages may ask the API from a browser; none
API_PER_MINUTE = int(os.environ.get("MULTIVECTOR_API_PER_MINUTE", "600"))  # requests of one address to each worker

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "captcha",
    "csp",
    "multivector.observatory.core",
    "multivector.observatory.articles",
    "multivector.observatory.readers",
    "multivector.observatory.explore",
    "multivector.observatory.dossiers",
    "multivector.observatory.review",
    "multivector.observatory.desk",
    "multivector.observatory.api",
    "multivector.observatory.operations",
]
MIDDLEWARE = [
    "multivector.observatory.core.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # below those whose headers files need too
    "multivector.observatory.core.middleware.Language",
    "multivector.observatory.core.middleware.Unavailable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "multivector.observatory.desk.withdrawal.Withdrawn",
]
ROOT_URLCONF = "multivector.observatory.urls"
WSGI_APPLICATION = "multivector.observatory.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "multivector.observatory.core.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "multivector.observatory.core.templatetags.observatory",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or "sqlite://:memory:", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)  # seconds; a page waits no longer
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {  # of each worker; an article takes four entries a language
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 4_000},
    },
    "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("ru", "Русский"), ("kk", "Қазақша"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [catalogues(HERE)]
FORMAT_MODULE_PATH = "multivector.observatory.core.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("MULTIVECTOR_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # who watches the server asks it without the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS and TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
# the site runs on plain http behind nothing, or on TLS behind a proxy; what TLS asks for is set by MULTIVECTOR_TLS
SILENCED_SYSTEM_CHECKS = [] if TLS else ["security.W004", "security.W008", "security.W012", "security.W016"]

EMAIL_BACKEND = os.environ.get(
    "MULTIVECTOR_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("MULTIVECTOR_EMAIL_HOST")
    else "django.core.mail.backends.dummy.EmailBackend",
)
EMAIL_HOST = os.environ.get("MULTIVECTOR_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("MULTIVECTOR_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("MULTIVECTOR_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MULTIVECTOR_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("MULTIVECTOR_EMAIL_TLS")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("MULTIVECTOR_EMAIL_FROM", "multivector@localhost")
MODERATORS = _words("MULTIVECTOR_MODERATORS")  # addresses that are told of what waits

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "multivector.observatory.core.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("MULTIVECTOR_LOG_LEVEL", "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"level": "ERROR"}},
}
