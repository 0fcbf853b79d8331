"""Settings, all from the environment. Every name read here is listed in docs/settings.md."""

import os
import zoneinfo
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.conf.global_settings import FILE_UPLOAD_HANDLERS
from django.utils.translation import gettext_lazy as _

from outreach.environment import files_store, laptop_secret_key, refuse_unsafe, refuse_useless_limits

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Almaty moved to UTC+5 on 1 March 2024; an older system clock file would still say +6. The tzdata package knows.
zoneinfo.reset_tzpath(to=())

ENVIRONMENT = env.str("ENVIRONMENT", "laptop")
PRODUCTION = ENVIRONMENT == "production"
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or ("" if PRODUCTION else laptop_secret_key(VAR_DIR))
# Only a rotation needs these: the old keys, for as long as links signed with them are alive.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address printed into QR codes. Empty: the address the organiser's browser used.
PUBLIC_URL = env.str("PUBLIC_URL", "").rstrip("/")
DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'outreach.sqlite3'}")
REDIS_URL = env.str("REDIS_URL", "")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

refuse_unsafe(
    environment=ENVIRONMENT,
    debug=DEBUG,
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    database_url=DATABASE_URL,
    redis_url=REDIS_URL,
    public_url=PUBLIC_URL,
    email_url=env.str("EMAIL_URL", ""),
    trusted_proxies=TRUSTED_PROXIES,
)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "ninja",
    "grants",
    "events",
    "surveys",
    "media_log",
    "reports",
    "outreach.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "outreach.answers.GZip",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "grants.middleware.organisation",
    "grants.middleware.language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "outreach.answers.ContentPolicy",
    "django_htmx.middleware.HtmxMiddleware",
    "outreach.errors.ErrorHandler",
]

ROOT_URLCONF = "outreach.urls"
WSGI_APPLICATION = "outreach.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "outreach.desk.context.desk",
            ],
            "builtins": ["outreach.desk.templatetags.outreach"],
        },
    },
]
FORM_RENDERER = "outreach.forms.Renderer"

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A volunteer's scan waits for the other one's instead of failing; readers never wait (WAL). FULL: what a phone was
    # told is stored survives a power cut too, for the phone has deleted it.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; "
        # A destroyed key of a survey (surveys/erasing.py) is overwritten, not only forgotten.
        "PRAGMA secure_delete=ON;",
    }
    # A file, not memory: browser tests serve from other threads, worker tests from another process.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["ENGINE"] = "grants.postgresql"
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Only grants/prepared.py uses it; Django's own statements are not prepared.
    DATABASES["default"]["OPTIONS"] = {"prepare_threshold": 2}
# Opening a connection costs more than a scan does; SQLite also writes its journal back whenever the last one closes.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    # Room for what a full hall's phones count against; the default of 300 would forget them while they come in.
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
}

AUTH_USER_MODEL = "grants.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "grants:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "grants:sign_in"
PASSWORD_RESET_TIMEOUT = 24 * 3600

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["outreach.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "static_vendor"]
# Never under a web address: files go out only through a view that has asked who may see them.
MEDIA_ROOT = VAR_DIR / "files"
STORAGES = {
    "default": files_store(
        bucket=env.str("FILES_S3_BUCKET", ""),
        endpoint=env.str("FILES_S3_ENDPOINT", ""),
        region=env.str("FILES_S3_REGION", ""),
        key=env.str("FILES_S3_KEY", ""),
        secret=env.str("FILES_S3_SECRET", ""),
        is_production=PRODUCTION,
    ),
    "staticfiles": {"BACKEND": f"outreach.static_files.{'Production' if PRODUCTION else 'Laptop'}StaticFiles"},
}
FONT_DIR = BASE_DIR / "node_modules" / "dejavu-fonts-ttf" / "ttf"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
WORKBOOK_MAX_BYTES = 10 * 1024 * 1024
# A form with files never takes more than this at once, whatever page it is on.
FILE_UPLOAD_HANDLERS = ["outreach.uploads.NotTooMuch", *FILE_UPLOAD_HANDLERS]
FORM_MAX_MB = env.int("FORM_MAX_MB", 400)
# Confirming documents, in MB. A phone makes its pictures smaller before it sends them.
EVIDENCE_PICTURE_MAX_MB = env.int("EVIDENCE_PICTURE_MAX_MB", 30)
EVIDENCE_DOCUMENT_MAX_MB = env.int("EVIDENCE_DOCUMENT_MAX_MB", 50)
EVIDENCE_RECORDING_MAX_MB = env.int("EVIDENCE_RECORDING_MAX_MB", 300)
# What all phones of one organisation may have on the way at once.
EVIDENCE_UNFINISHED_MAX_MB = env.int("EVIDENCE_UNFINISHED_MAX_MB", 2000)
refuse_useless_limits(
    picture=EVIDENCE_PICTURE_MAX_MB,
    document=EVIDENCE_DOCUMENT_MAX_MB,
    recording=EVIDENCE_RECORDING_MAX_MB,
    unfinished=EVIDENCE_UNFINISHED_MAX_MB,
    form=FORM_MAX_MB,
)

EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{str(VAR_DIR / 'mail').lstrip('/')}")
vars().update(EMAIL_CONFIG)
if not PRODUCTION and "filebased" in EMAIL_CONFIG["EMAIL_BACKEND"]:
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Outreach <outreach@localhost>")

# The database's job rows are the truth; a message only wakes the worker, so losing one costs seconds, not work.
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    BROKER_DIR = VAR_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "wake-due-jobs": {"task": "grants.wake_due_jobs", "schedule": 5.0},
    "forget-old-uploads": {"task": "events.forget_old_uploads", "schedule": 3600.0},
    "drop-old-zips": {"task": "events.drop_old_zips", "schedule": 3600.0},
    "look-at-links": {"task": "media_log.look_at_links", "schedule": 60.0},
    "drop-old-digests": {"task": "media_log.drop_old_digests", "schedule": 3600.0},
    "drop-old-report-files": {"task": "reports.drop_old_files", "schedule": 3600.0},
}
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", 30)
# Whether links of publications are opened at all, and how long a host rests between two questions.
LINK_CHECKS = env.bool("LINK_CHECKS", True)
LINK_CHECK_SECONDS_BETWEEN = env.float("LINK_CHECK_SECONDS_BETWEEN", 3.0)

# The words of the notices' classes and icons, by level: debug, info, success, warning, error.
MESSAGE_TAGS = {10: "info", 20: "info", 25: "ok", 30: "warn", 40: "bad"}

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "outreach.errors.csrf_failed"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Pages load nothing from other hosts.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"secrets": {"()": "outreach.log_filters.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    # Tells every glyph of every poster.
    "loggers": {"fontTools": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
