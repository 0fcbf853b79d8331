"""Key pairs at rest: the private half is encrypted with a key derived from SECRET_KEY."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from django.conf import settings

_PURPOSE = b"outreach signing keys v1"


def new_pair() -> tuple[bytes, bytes]:
    """A new P-256 pair: the public half (65 bytes, WebCrypto's "raw" format) and the encrypted private half."""
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return public, _box().encrypt(plain)


def open_private_key(encrypted: bytes) -> ec.EllipticCurvePrivateKey | None:
    """The private half, by SECRET_KEY or one of SECRET_KEY_FALLBACKS; None when it was sealed with a lost one."""
    try:
        plain = _box().decrypt(bytes(encrypted))
    except InvalidToken:
        return None
    key = load_der_private_key(plain, password=None)
    return key if isinstance(key, ec.EllipticCurvePrivateKey) else None


def _box() -> MultiFernet:
    return MultiFernet([_fernet(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(secret: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
