"""All settings, from the environment; docs/deploy.md explains each variable.

Development and production differ by values, not by code. Defaults are the safe ones: without `DEBUG=1`
a missing secret stops the start with a message.
"""

import base64
import hmac
import mimetypes
import os
import re
import secrets
from datetime import date, timedelta
from email.utils import getaddresses
from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from articles.text import media
from newsroom import analytics
from newsroom.paths import BASE_DIR, VAR_DIR

env = environ.Env()
# Answers of `manage.py setup` on a laptop; the environment itself goes before.
ENVIRONMENT_FILE = VAR_DIR / "environment"
if ENVIRONMENT_FILE.exists():
    env.read_env(ENVIRONMENT_FILE)

# DEBUG=1 is for a laptop: what a server must be told has a default there. Django's own pages of errors, which
# nobody but a developer reads, are asked for besides.
LAPTOP = env.bool("DEBUG", default=False)
DEBUG = LAPTOP and env.bool("DEBUG_PAGES", default=False)


def secret(name: str, default: str = "") -> str:
    """Return a secret from the file that the variable NAME_FILE names, else from the variable NAME itself."""
    if path := env(f"{name}_FILE", default=""):
        return Path(path).read_text().strip()
    return env(name, default=default)


def web_address(name: str, address: str) -> str:
    if address and not re.fullmatch(r"https?://[^\s<>\"]+", address):
        raise ImproperlyConfigured(f"{name} is an address that begins with https://; found “{address}”.")
    return address


def laptop_key() -> str:
    """Return the key of this laptop, drawn when it is first asked for: a newspaper may begin here."""
    file = VAR_DIR / "secret-key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with open(file, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text()


SECRET_KEY = secret("SECRET_KEY") or (laptop_key() if LAPTOP else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. Give it a long random value, or DEBUG=1 on a laptop.")
if not LAPTOP and (len(SECRET_KEY) < 32 or len(set(SECRET_KEY)) < 10):
    raise ImproperlyConfigured(
        "SECRET_KEY can be guessed: it needs 32 characters or more, drawn at random, as by"
        ' python3 -c "import secrets; print(secrets.token_urlsafe(48))".'
    )
# Former ones, after a change: what was sealed with them can still be read.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])


def note_keys() -> list[str]:
    """Return the keys of confidential notes; a laptop has one that comes of its SECRET_KEY."""
    keys = [key.strip() for key in (secret("SOURCE_NOTE_KEYS") or "").split(",") if key.strip()]
    if not keys and LAPTOP:
        keys = [
            base64.urlsafe_b64encode(hmac.digest(SECRET_KEY.encode(), b"source notes", "sha256")).decode()
        ]
    for key in keys:
        try:
            right = len(base64.urlsafe_b64decode(key)) == 32
        except ValueError:
            right = False
        if not right:
            raise ImproperlyConfigured(
                "SOURCE_NOTE_KEYS holds something that is no key. Make one by"
                ' python3 -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())".'
            )
    return keys


# The first encrypts confidential notes, all of them read what is there. They belong neither into the database nor into
# its backups: without them nobody reads the notes again.
SOURCE_NOTE_KEYS = note_keys()

SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if LAPTOP else [])
CSRF_TRUSTED_ORIGINS = env.list(
    "CSRF_TRUSTED_ORIGINS", default=[SITE_URL] if SITE_URL.startswith("https") else []
)

# Applications, from the top layer to the bottom one: Unfold and staff replace admin templates.
INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "staff.apps.StaffConfig",
    "articles.apps.ArticlesConfig",
    "staff.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_ckeditor_5",
    "django_tasks",
    "django_tasks_db",
    "taggit",
]

MIDDLEWARE = [
    "articles.request_id.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.limits.AddressLimits",
    "staff.accounts.refusals.RepeatedRefusals",
    "articles.site.page_cache.PageCache",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "staff.attribution.AttributionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.LegacyPathMiddleware",
]

# What the desk says of a story after a step travels with the requests of the desk alone.
MESSAGE_STORAGE = "staff.accounts.desk_messages.DeskMessages"

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DESK_PATH = env("DESK_PATH", default="redaksi-desk/")

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
            ],
        },
    },
]

# Database and pages
if not env("DATABASE_URL", default=""):
    raise ImproperlyConfigured(
        "DATABASE_URL is not set. It names a PostgreSQL server; manage.py and `make run` start one of their own."
    )

DATABASE_PATIENCE = env.int("DATABASE_PATIENCE", default=3)  # seconds that a request waits for a connection
# A pooler of transactions (PgBouncer) between here and PostgreSQL; "prepared" where it knows prepared statements.
DATABASE_POOLER = env("DATABASE_POOLER", default="")
if DATABASE_POOLER not in ("", "transaction", "prepared"):
    raise ImproperlyConfigured(f"DATABASE_POOLER is transaction or prepared; found “{DATABASE_POOLER}”.")
PREPARED_STATEMENTS = DATABASE_POOLER != "transaction"  # else another client's plan may answer

# Prepared statements read in the order of an index, whatever their values: PostgreSQL need not plan them for each.
KEPT_PLANS = "-c plan_cache_mode=force_generic_plan"


def database(url: str) -> dict:
    """Return Django's settings of the database at an address."""
    parts = env.db_url_config(url)
    return parts | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": bool(DATABASE_POOLER),
        # A host that has vanished without a word is noticed as soon as one that refuses.
        "OPTIONS": {"connect_timeout": DATABASE_PATIENCE, "tcp_user_timeout": DATABASE_PATIENCE * 1000}
        | ({} if DATABASE_POOLER else {"options": KEPT_PLANS})
        | parts.get("OPTIONS", {})
        | {
            "pool": {
                "min_size": 1,
                "max_size": env.int("DATABASE_POOL_SIZE", default=8),
                "timeout": DATABASE_PATIENCE,
                # Between two tries the pool waits 1, 2, 4, 8 … seconds, and for minutes after a longer outage.
                "reconnect_timeout": 2,
            },
            # For articles/statements.py; Django's own cursors prepare nothing.
            "prepare_threshold": 2 if PREPARED_STATEMENTS else None,
        },
    }


def replica_addresses() -> list[str]:
    """Return the addresses of the standbys; an address of several hosts has commas itself."""
    addresses = [
        part.strip() for part in re.split(r",(?=\s*postgres)", env("DATABASE_REPLICA_URL", default=""))
    ]
    addresses = [address for address in addresses if address]
    for address in addresses:
        if not re.match("postgres(ql)?://", address):
            raise ImproperlyConfigured("DATABASE_REPLICA_URL holds addresses that begin with postgresql://.")
    for address in addresses:
        if address == env("DATABASE_URL") or addresses.count(address) > 1:
            raise ImproperlyConfigured("DATABASE_REPLICA_URL names the primary itself, or one standby twice.")
    return addresses


DATABASES = {
    "default": database(env("DATABASE_URL")),
    **{f"replica_{number}": database(url) for number, url in enumerate(replica_addresses(), 1)},
}
DATABASE_ROUTERS = ["articles.replicas.Router"]
DATABASE_REPLICA_LAG = env.int(
    "DATABASE_REPLICA_LAG", default=10
)  # seconds; one that is further behind is left out
# Nothing here is read from a standby: what follows a writing, and who watches the primary.
PRIMARY_PATHS = (f"/{DESK_PATH}", "/sehat/", "/pratinjau/", "/hak-jawab/")
SEARCH_PATIENCE = "1s"  # that the database spends on one search at most
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Finished pages in the memory of each process, in megabytes; 0: each is made anew.
PAGE_CACHE_MB = env.int("PAGE_CACHE_MB", default=0 if LAPTOP else 64)

# How long those pages are given out, marked as stale, while the database is away.
STALE_PAGES = timedelta(minutes=env.int("STALE_PAGES_MINUTES", default=60))

# Pieces of pages, remembered by their rows, and what all pages of an edition have in common; 0: nothing of it.
FRAGMENT_CACHE_MB = env.int("FRAGMENT_CACHE_MB", default=48)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People
AUTH_USER_MODEL = "staff.User"
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "staff.accounts.passwords.LocalPasswordValidator"}]
AUTHENTICATION_BACKENDS = ["staff.accounts.backend.AccountBackend"]
SESSION_ENGINE = "staff.accounts.sessions"


def day(name: str, default: date | None) -> date | None:
    """Return the day in a variable, such as 2027-01-31; none where it is empty."""
    text = env(name, default="")
    try:
        return date.fromisoformat(text) if text else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is a day such as 2027-01-31; found “{text}”.") from error


# From this day on whoever decides what readers get, or who may, needs a second factor: at once, but on a laptop never.
SECOND_FACTOR_FROM = day("SECOND_FACTOR_FROM", None if LAPTOP else date.min)
# The house's own sign-in (OpenID Connect), where it has one.
OIDC_ISSUER = web_address("OIDC_ISSUER", env("OIDC_ISSUER", default=""))
OIDC_NAME = env("OIDC_NAME", default="")
OIDC_CLIENT_ID, OIDC_CLIENT_SECRET = env("OIDC_CLIENT_ID", default=""), secret("OIDC_CLIENT_SECRET")
if OIDC_ISSUER:
    if not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
        raise ImproperlyConfigured("OIDC_ISSUER also needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.")
    if not find_spec("authlib"):
        raise ImproperlyConfigured("OIDC_ISSUER needs the packages of requirements/production.txt.")
# So many proxies of our own stand before Django, and each adds to X-Forwarded-For whom it was asked by.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# Personal data: the table of what is kept and how long, and the terms of it that houses differ in.
PERSONAL_DATA = "staff.personal_data.kinds"
PHOTO_POSITION_LIFETIME = timedelta(days=env.int("PHOTO_POSITION_DAYS", default=365))
EXPORT_FILE_LIFETIME = timedelta(days=env.int("EXPORT_FILE_DAYS", default=90))

# Language and time
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env("TIME_ZONE", default="Asia/Jakarta")
USE_TZ = True
FORMAT_MODULE_PATH = "newsroom.formats"

# Files. "default" holds what readers get of photos, "originals" what was uploaded, which nobody is served.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR_DIR / "media")))
ORIGINALS_ROOT = Path(env("ORIGINALS_ROOT", default=str(VAR_DIR / "originals")))
S3_BUCKET = env("S3_BUCKET", default="")
S3_ORIGINALS_BUCKET = env("S3_ORIGINALS_BUCKET", default="")


def files_on_disk() -> tuple[str, dict[str, dict]]:
    """(address of the public files, both storages as in Django's STORAGES)."""
    for served in (MEDIA_ROOT, STATIC_ROOT):
        if ORIGINALS_ROOT.resolve().is_relative_to(served.resolve()):
            raise ImproperlyConfigured(
                f"ORIGINALS_ROOT={ORIGINALS_ROOT} lies in {served}, and that is open to everybody."
            )
    return "/media/", {
        "default": {"BACKEND": "articles.photos.storage.WholeFiles"},
        "originals": {
            "BACKEND": "articles.photos.storage.PrivateFiles",
            "OPTIONS": {"location": ORIGINALS_ROOT},
        },
    }


def files_in_s3() -> tuple[str, dict[str, dict]]:
    """(address of the public files, both storages as in Django's STORAGES)."""
    access_key, secret_key = env("S3_ACCESS_KEY", default=""), secret("S3_SECRET_KEY")
    settings_by_name = {
        "S3_BUCKET": S3_BUCKET,
        "S3_ORIGINALS_BUCKET": S3_ORIGINALS_BUCKET,
        "S3_ACCESS_KEY": access_key,
        "S3_SECRET_KEY": secret_key,
    }
    if missing := [name for name, value in settings_by_name.items() if not value]:
        raise ImproperlyConfigured(f"Photos in S3 also need {', '.join(missing)}.")
    if S3_BUCKET == S3_ORIGINALS_BUCKET:
        raise ImproperlyConfigured("S3_ORIGINALS_BUCKET is S3_BUCKET, and that is open to everybody.")

    region = env("S3_REGION", default="us-east-1")
    endpoint = env("S3_ENDPOINT_URL", default="").rstrip("/")
    unproxied = f"{endpoint}/{S3_BUCKET}" if endpoint else f"https://{S3_BUCKET}.s3.{region}.amazonaws.com"
    address = env("S3_PUBLIC_URL", default=unproxied).rstrip("/")
    if not (parts := re.fullmatch("(https?:)//(.+)", address)):
        raise ImproperlyConfigured(
            f"S3_PUBLIC_URL and S3_ENDPOINT_URL begin with https://; found “{address}”."
        )

    service = {
        "access_key": access_key,
        "secret_key": secret_key,
        "endpoint_url": endpoint or None,
        "region_name": region,
    }
    public = {"bucket_name": S3_BUCKET, "url_protocol": parts[1], "custom_domain": parts[2]}
    return f"{address}/", {
        "default": {"BACKEND": "articles.photos.storage_s3.PublicBucket", "OPTIONS": service | public},
        "originals": {
            "BACKEND": "articles.photos.storage_s3.PrivateBucket",
            "OPTIONS": service | {"bucket_name": S3_ORIGINALS_BUCKET},
        },
    }


MEDIA_URL, FILES = files_in_s3() if S3_BUCKET or S3_ORIGINALS_BUCKET else files_on_disk()
STORAGES = FILES | {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LAPTOP
        else "newsroom.static_files.HashedStaticFiles"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LAPTOP  # nothing is collected there
for kind in ("avif", "webp"):  # Python 3.11 and the lists of some systems do not know both
    mimetypes.add_type(f"image/{kind}", f".{kind}")
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024  # bytes: a body of 1 MB, url-encoded, with room to spare

# Who measures readers, and proofs that the site is one's own (docs/deploy.md)
ANALYTICS, ANALYTICS_URL, ANALYTICS_ID = analytics.checked(
    env("ANALYTICS", default=""), env("ANALYTICS_URL", default=""), env("ANALYTICS_ID", default=""), SITE_URL
)
SITE_VERIFICATION = analytics.proofs(env.list("SITE_VERIFICATION", default=[]))

# Security. The desk's own policy is in staff/sites.py.
PICTURES = [SELF, "data:"] if MEDIA_URL.startswith("/") else [SELF, "data:", MEDIA_URL]
MEASURING = analytics.sources(ANALYTICS, ANALYTICS_URL)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Our own is that of advertisements, in a sandbox; the others are films, charts and maps that a reader asked for.
        "frame-src": [SELF, *media.FRAME_HOSTS],
        **{name: [SELF, *hosts] for name, hosts in MEASURING.items()},
        "img-src": [*PICTURES, *MEASURING.get("img-src", [])],
        "media-src": [SELF] if MEDIA_URL.startswith("/") else [SELF, MEDIA_URL],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
    }
}
HTTPS = SITE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS and env.bool("HSTS_WHOLE_DOMAIN", default=False)
# HSTS beyond this host is a decision of the domain's owner, see HSTS_WHOLE_DOMAIN.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"/{DESK_PATH}"
X_FRAME_OPTIONS = "DENY"

EMAIL_TIMEOUT = 10  # seconds: a mail server that does not answer must not keep the worker
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="redaksi@localhost")

# What is told to the outside when readers get something new; each only where it is set.
WEBSUB_HUB = web_address("WEBSUB_HUB", env("WEBSUB_HUB", default=""))
INDEXNOW_KEY = env("INDEXNOW_KEY", default="")
if INDEXNOW_KEY and not re.fullmatch(r"[A-Za-z0-9-]{8,128}", INDEXNOW_KEY):
    raise ImproperlyConfigured("INDEXNOW_KEY has 8 to 128 characters: letters, digits and hyphens.")
INDEXNOW_ENDPOINT = web_address(
    "INDEXNOW_ENDPOINT", env("INDEXNOW_ENDPOINT", default="https://api.indexnow.org/indexnow")
)
# Hosts of the own network that may be told all the same (articles/outgoing.py); with a port also at another than the web's.
INTERNAL_HOSTS = env.list("INTERNAL_HOSTS", default=[])
if wrong := [host for host in INTERNAL_HOSTS if not re.fullmatch(r"[^\s/@]+", host)]:
    raise ImproperlyConfigured(
        f"INTERNAL_HOSTS holds names of hosts, as hub.lan or 10.0.0.5:8080; found “{wrong[0]}”."
    )
FEED_FULL_TEXT = env.bool("FEED_FULL_TEXT", default=False)
# How often the desk is asked whether a child is found whom a story names. A house rule: the press council's rules on children
# (1/Peraturan-DP/II/2019, point 9) say only that it may be named until then.
MISSING_CHILD_REMINDER = timedelta(days=env.int("MISSING_CHILD_REMINDER_DAYS", default=3))
# A file that the nightly backup touches when it went well; its age is told (staff/desk/first_day.py).
BACKUP_STAMP = env("BACKUP_STAMP", default="")

# The same of a backup that was loaded somewhere else to see whether it can be.
RESTORE_STAMP = env("RESTORE_STAMP", default="")

# Who hears of faults and alarms: by mail, by a webhook (JSON with "text", as chats take it), by Sentry, by Prometheus' questions.
ADMINS = getaddresses([env("ADMINS", default="")]) if env("ADMINS", default="") else []
if wrong := [address for _name, address in ADMINS if "@" not in address]:
    raise ImproperlyConfigured(f"ADMINS holds addresses such as Tono <tono@contoh.id>; found “{wrong[0]}”.")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = "[Pawarta] "
ALARM_WEBHOOK = web_address("ALARM_WEBHOOK", env("ALARM_WEBHOOK", default=""))
ALARM_FILE = VAR_DIR / "alarms.json"  # what was told and is not over
METRICS_TOKEN = env("METRICS_TOKEN", default="")
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN is too short: take 20 characters at least.")
if SENTRY_DSN := env("SENTRY_DSN", default=""):
    import sentry_sdk

    # What reporters type and who reads stays in the house: tracebacks go out, without variables, bodies and addresses.
    sentry_sdk.init(
        SENTRY_DSN, send_default_pii=False, include_local_variables=False, max_request_body_size="never"
    )

if web_address("OTEL_EXPORTER_OTLP_ENDPOINT", env("OTEL_EXPORTER_OTLP_ENDPOINT", default="")):
    if not find_spec("opentelemetry"):
        raise ImproperlyConfigured(
            "OTEL_EXPORTER_OTLP_ENDPOINT needs the packages of requirements/tracing.txt."
        )
    MIDDLEWARE.insert(1, "newsroom.tracing.Tracing")

ACCESS_LOG = env.bool("ACCESS_LOG", default=False)  # a line for each request, where no nginx writes one
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
LOG_FORMAT = env("LOG_FORMAT", default="text")
if LOG_FORMAT not in ("text", "json"):
    raise ImproperlyConfigured(f"LOG_FORMAT is text or json; found “{LOG_FORMAT}”.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "newsroom.logs.Text"}, "json": {"()": "newsroom.logs.Json"}},
    "filters": {
        "without_keys": {"()": "newsroom.logs.WithoutKeys"},
        "without_missing_pages": {"()": "newsroom.logs.WithoutMissingPages"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "level": LOG_LEVEL,
            "formatter": LOG_FORMAT,
            "filters": ["without_missing_pages", "without_keys"],
        },
        "admins": {
            "()": "newsroom.logs.MailAdmins",
            "formatter": "text",
            "filters": ["without_keys"],
        },
    },
    "root": {"handlers": ["console", *(["admins"] if ADMINS else [])], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handlers would say each line once more, addresses with their keys among them.
        "django": {"handlers": []},
        "django.server": {"handlers": [], "propagate": True},
        "django_tasks": {"level": "WARNING"},  # three lines a task say nothing while all goes well
        "fido2": {"level": "WARNING"},  # it names each passkey that is used
        "django_tasks_db": {"level": "WARNING"},
        "pikepdf": {"level": "ERROR"},  # what is wrong with a PDF is told to whoever sent it
    },
}

# The desk
UNFOLD = {
    "SITE_TITLE": "staff.desk.branding.name",
    "SITE_HEADER": "staff.desk.branding.name",
    "SITE_ICON": "staff.desk.branding.icon",
    "SITE_FAVICONS": [{"rel": "icon", "href": "staff.desk.branding.favicon"}],
    "SITE_SUBHEADER": _("Newsroom desk"),
    "SITE_SYMBOL": "newspaper",
    "SITE_URL": "/",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SIDEBAR": {"show_search": False, "navigation": "staff.desk.navigation.sidebar"},
    "STYLES": ["staff.desk.navigation.stylesheet"],
    "ACCOUNT": {"navigation": [{"title": _("My account"), "link": reverse_lazy("admin:own_account")}]},
    "COLORS": {"primary": "staff.desk.branding.primary"},
}

# The widget alone: its model field deletes picture files that revisions still need (docs/decisions/).
CK_EDITOR_5_UPLOAD_FILE_VIEW_NAME = "admin:photo_upload"
CKEDITOR_5_CUSTOM_CSS = "desk/writing/ckeditor.css"
CKEDITOR_5_CONFIGS = {
    "body": {
        "language": "id",
        "toolbar": {
            "items": [
                "heading", "|", "bold", "italic", "link", "|", "bulletedList", "numberedList", "blockQuote",
                "uploadImage", "insertTable", "mediaEmbed", "|", "removeFormat", "undo", "redo",
            ],
            "shouldNotGroupWhenFull": False,
        },
        "heading": {
            "options": [
                {"model": "paragraph", "title": "Paragraf", "class": "ck-heading_paragraph"},
                {"model": "heading2", "view": "h2", "title": "Subjudul", "class": "ck-heading_heading2"},
                {"model": "heading3", "view": "h3", "title": "Subjudul kecil", "class": "ck-heading_heading3"},
            ]
        },
        "image": {
            "insert": {"type": "block"},
            "upload": {"types": ["jpeg", "png", "webp", "avif", "heic", "gif"]},
            "toolbar": ["toggleImageCaption", "|", "imageStyle:block", "imageStyle:side", "imageStyle:gallery"],
            "styles": {
                "options": [
                    "block",
                    "side",
                    {
                        "name": "gallery", "title": "Galeri", "icon": "inlineLeft",
                        "modelElements": ["imageBlock"], "className": "image-style-gallery",
                    },
                ]
            },
        },
        "list": {"properties": {"styles": False, "startIndex": True, "reversed": False}},
        "table": {"contentToolbar": ["tableColumn", "tableRow", "mergeTableCells"]},
        "htmlSupport": {"allow": [{"name": "span", "attributes": {"lang": True}}]},
        "mediaEmbed": {
            "previewsInData": False,
            # Cards of our own: the frames that the editor knows by itself are not let in at the desk.
            "providers": [
                {"name": "article", "url": r"/^.*\/berita\/(\d+).*$/", "html": "callback:articleCard"},
                {"name": "attachment", "url": r"/^.*\/lampiran\/(\d+).*$/", "html": "callback:attachmentCard"},
                {"name": "embed", "url": media.editor_pattern(), "html": "callback:embedCard"},
            ],
        },
    }
}  # fmt: skip
