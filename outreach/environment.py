"""What the environment must and must not say. Read by settings before anything else starts."""

import os
import secrets
from pathlib import Path

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
