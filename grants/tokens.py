"""Secrets that are shown once: in a link or to a program. Only their hash is kept."""

import hashlib
import secrets


def new_secret(prefix: str = "") -> str:
    """A secret nobody can guess (256 bits), fit for an address or a header."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is stored. A plain SHA-256 is enough: the secret is random, so there is nothing to try out."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
