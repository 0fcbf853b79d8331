"""What the environment must and must not say. Read by settings before anything else starts."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def laptop_secret_key(var_dir: Path) -> str:
    """The laptop's own secret, made on first use and kept in VAR_DIR/secret_key (owner-readable only)."""
    path = var_dir / "secret_key"
    if path.exists():
        return path.read_text().strip()
    var_dir.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


def refuse_unsafe(
    *,
    environment: str,
    debug: bool,
    secret_key: str,
    allowed_hosts: list[str],
    database_url: str,
    redis_url: str,
    public_url: str,
    email_url: str,
    trusted_proxies: int,
) -> None:
    """Stop the start with every fault at once, each with how to mend it. Raises ImproperlyConfigured."""
    if environment not in {"laptop", "production"}:
        raise ImproperlyConfigured(f"ENVIRONMENT is {environment!r}: say laptop or production.")
    if public_url and not public_url.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            "PUBLIC_URL must begin with http:// or https://, such as https://outreach.example.kz"
        )
    if environment == "laptop":
        return
    faults = []
    if debug:
        faults.append("DEBUG is on: remove it, it shows strangers the inside of the program.")
    if len(secret_key) < 40:
        faults.append("SECRET_KEY is missing or short: set 40 random characters or more and keep them.")
    if not allowed_hosts or "*" in allowed_hosts:
        faults.append("ALLOWED_HOSTS must name your host, such as outreach.example.kz, and not *.")
    if not database_url.startswith(("postgres://", "postgresql://")):
        faults.append("DATABASE_URL must point to PostgreSQL: postgres://user:password@host:5432/name")
    if not redis_url.startswith(("redis://", "rediss://", "unix://")):
        faults.append("REDIS_URL must point to Redis: redis://host:6379/0")
    if not public_url.startswith("https://"):
        faults.append("PUBLIC_URL must be the https address that QR codes carry.")
    if not email_url:
        faults.append(
            "EMAIL_URL must name a mail server, or nobody can reset a password: smtp+tls://user:password@host:587"
        )
    if trusted_proxies < 1:
        faults.append(
            "TRUSTED_PROXIES must say how many proxies stand in front (usually 1), or every page redirects forever."
        )
    if faults:
        raise ImproperlyConfigured("This production setting is not safe:\n- " + "\n- ".join(faults))


def files_store(
    *, bucket: str, endpoint: str, region: str, key: str, secret: str, is_production: bool
) -> dict[str, Any]:
    """Where uploaded files are kept, as Django's STORAGES wants it: a folder, or with a bucket an S3-compatible store.

    Raises ImproperlyConfigured with every fault at once, each with how to mend it.
    """
    if not bucket:
        if endpoint or region or key or secret:
            raise ImproperlyConfigured("FILES_S3_… is set without FILES_S3_BUCKET: name the bucket, or remove them.")
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    faults = []
    if endpoint and not endpoint.startswith(("http://", "https://")):
        faults.append("FILES_S3_ENDPOINT must begin with https://, such as https://s3.example.kz")
    if is_production and endpoint.startswith("http://"):
        faults.append("FILES_S3_ENDPOINT is not encrypted: people's pictures would travel openly. Use https://")
    if not endpoint and not region:
        faults.append("FILES_S3_ENDPOINT names no store: give its address, such as https://s3.example.kz")
    if not key or not secret:
        faults.append("FILES_S3_KEY and FILES_S3_SECRET must both be set: the store gives them to you.")
    if faults:
        raise ImproperlyConfigured("The store for files is not fully set:\n- " + "\n- ".join(faults))
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": region or None,
            "access_key": key,
            "secret_key": secret,
            "addressing_style": "path",
            "signature_version": "s3v4",
            # Nobody reads a file by an address of the store; nothing is written over.
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
            # A film is not held in memory on its way out.
            "max_memory_size": 4 * 1024 * 1024,
        },
    }


def refuse_useless_limits(*, picture: int, document: int, recording: int, unfinished: int, form: int) -> None:
    """Stop the start where no file would be taken. In MB. Raises ImproperlyConfigured."""
    limits = {
        "EVIDENCE_PICTURE_MAX_MB": picture,
        "EVIDENCE_DOCUMENT_MAX_MB": document,
        "EVIDENCE_RECORDING_MAX_MB": recording,
        "EVIDENCE_UNFINISHED_MAX_MB": unfinished,
        "FORM_MAX_MB": form,
    }
    useless = [name for name, most in limits.items() if most < 1]
    if useless:
        raise ImproperlyConfigured(f"{', '.join(useless)} must be 1 or more: so many MB are taken.")
    if unfinished < max(picture, document, recording):
        raise ImproperlyConfigured("EVIDENCE_UNFINISHED_MAX_MB must have room for the largest file that is taken.")
