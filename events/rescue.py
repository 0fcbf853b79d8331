"""Rescue files: what a phone could not send, encrypted to the server, so that whoever carries the file reads nothing.

ECDH on P-256 with a key of the phone's that exists for one file, HKDF-SHA256, AES-256-GCM: all of it in WebCrypto. The
server's key follows from SECRET_KEY and the organisation: there is nothing to store and nothing to lose beside it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from grants.models import Organisation
from rules.errors import AppError

VERSION = 1
_CURVE = ec.SECP256R1()
# The number of points of P-256 (SEC 2, 2.4.2): private keys are smaller.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_KEY_PURPOSE = "outreach rescue key v1"
_FILE_PURPOSE = b"outreach rescue v1"
_MOST_ITEMS = 20_000


@dataclass(frozen=True)
class RescueKey:
    """The half that phones encrypt to: `public` is 65 bytes (WebCrypto's "raw"), `id` names it in the file."""

    id: str
    public: bytes
    private: ec.EllipticCurvePrivateKey


def rescue_key(organisation: Organisation) -> RescueKey:
    """The organisation's present key."""
    return _key(settings.SECRET_KEY, organisation.pk)


def open_rescue_file(text: str, organisation: Organisation) -> dict[str, Any]:
    """What is in the file: {"device": UUID, "saved_at": text, "items": list}.

    Raises AppError rescue_unreadable, rescue_of_another_organisation (the key is of another one, or another server's).
    """
    envelope = _object(text)
    if envelope.get("v") != VERSION:
        raise _unreadable()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = {key.id: key for key in (_key(secret, organisation.pk) for secret in secrets)}
    wanted = envelope.get("key")
    key = keys.get(wanted) if isinstance(wanted, str) else None
    if key is None:
        raise AppError("rescue_of_another_organisation", 422)
    content = _object(_decrypt(envelope, key))
    items = content.get("items")
    if not isinstance(items, list) or len(items) > _MOST_ITEMS:
        raise _unreadable()
    return {"device": _uuid(content.get("device")), "saved_at": content.get("saved_at"), "items": items}


@lru_cache(maxsize=64)
def _key(secret: str, organisation_id: int) -> RescueKey:
    info = f"{_KEY_PURPOSE}:{organisation_id}".encode()
    # 16 bytes more than the order has: what is left over the whole multiples is too little to matter.
    drawn = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=info).derive(secret.encode())
    private = ec.derive_private_key(int.from_bytes(drawn, "big") % (_ORDER - 1) + 1, _CURVE)
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return RescueKey(hashlib.sha256(public).hexdigest()[:8], public, private)


def _decrypt(envelope: dict[str, Any], key: RescueKey) -> str:
    try:
        sender = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _bytes(envelope, "epk"))
        shared = key.private.exchange(ec.ECDH(), sender)
        secret = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_FILE_PURPOSE).derive(shared)
        return AESGCM(secret).decrypt(_bytes(envelope, "iv"), _bytes(envelope, "data"), None).decode()
    except (InvalidTag, ValueError):
        raise _unreadable() from None


def _bytes(envelope: dict[str, Any], name: str) -> bytes:
    value = envelope.get(name)
    if not isinstance(value, str) or not value.isascii():
        raise _unreadable()
    plain = value.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        raise _unreadable() from None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise _unreadable() from None
    if not isinstance(found, dict):
        raise _unreadable()
    return found


def _uuid(value: object) -> uuid.UUID:
    try:
        return uuid.UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise _unreadable() from None


def _unreadable() -> AppError:
    return AppError("rescue_unreadable", 422)
