"""The format of personal codes: the signed token in the QR and the short code (docs/adr/0004-personal-codes.md).

Printed codes must never die: what is read here may be added to, never changed. No database here, no clock.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

VERSION = 1
SERIAL_BYTES = 8
TOKEN_LENGTH = 119  # 74 bytes in base32 without padding
_HEAD = 2 + SERIAL_BYTES
_HALF = 32
# What is signed begins with its purpose, so that no signature made for something else passes for a code.
_PURPOSE = b"outreach personal code\x00"
_CURVE = ec.SECP256R1()

# Crockford's 32: no I, L, O, U. What people type instead of a missing letter is read as the one they saw.
SHORT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORT_LENGTH = 6
_READ_AS = str.maketrans(
    {"O": "0", "I": "1", "L": "1"}
    | dict(zip("АВСЕНКҚМРТХУҮҰЗОӨІӀ", "ABCEHKKMPTXYYY30011", strict=True))  # typed on a Kazakh or Russian keyboard
)
_SKIPPED = " \t\u00a0-‐‑‒–—_."


@dataclass(frozen=True)
class Token:
    """A token that has the right shape. Whether it is genuine is for `is_signed_by` to say."""

    key_number: int
    serial: bytes
    signature: bytes

    @property
    def _signed(self) -> bytes:
        return _PURPOSE + bytes([VERSION, self.key_number]) + self.serial

    def is_signed_by(self, public_key: bytes) -> bool:
        """Whether the key (65 bytes, uncompressed point) signed this token. Needs no network and no database."""
        try:
            key = _read_key(public_key)
            halves = self.signature[:_HALF], self.signature[_HALF:]
            r, s = (int.from_bytes(half, "big") for half in halves)
            key.verify(encode_dss_signature(r, s), self._signed, ec.ECDSA(hashes.SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def text(self) -> str:
        """The token as it stands in a link: upper case, so that a QR packs it in its alphanumeric mode."""
        packed = bytes([VERSION, self.key_number]) + self.serial + self.signature
        return base64.b32encode(packed).decode().rstrip("=")


@lru_cache(maxsize=64)
def _read_key(public_key: bytes) -> ec.EllipticCurvePublicKey:
    """An organisation has one or two keys and thousands of codes: reading the key costs as much as half a check."""
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public_key)


def sign_token(serial: bytes, *, key_number: int, private_key: ec.EllipticCurvePrivateKey) -> Token:
    """The token of a serial. Deterministic (RFC 6979): the same code gives the same picture every time.

    Raises ValueError when the serial is not 8 bytes or the key number does not fit into a byte.
    """
    if len(serial) != SERIAL_BYTES:
        raise ValueError("a serial has 8 bytes")
    unsigned = Token(key_number, bytes(serial), b"")
    how = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    r, s = decode_dss_signature(private_key.sign(unsigned._signed, how))
    return Token(key_number, bytes(serial), r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big"))


def read_token(text: str) -> Token | None:
    """The token in a text, in capitals or not; None when it is cut, edited beyond shape or of an unknown version."""
    upper = text.strip().upper()
    if len(upper) != TOKEN_LENGTH or not upper.isascii():
        return None
    try:
        packed = base64.b32decode(upper + "=")
    except binascii.Error:
        return None
    token = Token(packed[1], packed[2:_HEAD], packed[_HEAD:])
    # One code has one spelling: the three spare bits at the end are zero.
    if packed[0] != VERSION or token.text != upper:
        return None
    return token


def token_in(entry: str) -> str | None:
    """The token in something scanned or pasted: a link that ends with /c/TOKEN, or the bare token. None: neither."""
    tail = entry.strip().split("?")[0].split("#")[0].rstrip("/")
    head, slash, last = tail.rpartition("/")
    if slash and head[-2:].lower() == "/c":
        return last
    return last if not slash and len(last) == TOKEN_LENGTH else None


def new_serial() -> bytes:
    """A random serial: says nothing about how many codes there are."""
    return secrets.token_bytes(SERIAL_BYTES)


def new_short_code() -> str:
    """Six random letters and digits; about a thousand million of them per organisation."""
    return "".join(secrets.choice(SHORT_ALPHABET) for _ in range(SHORT_LENGTH))


def read_short_code(text: str) -> str | None:
    """The short code that somebody typed: any case, with or without hyphens, on a Latin or a Cyrillic keyboard."""
    plain = "".join(letter for letter in text.upper() if letter not in _SKIPPED).translate(_READ_AS)
    if len(plain) != SHORT_LENGTH or any(letter not in SHORT_ALPHABET for letter in plain):
        return None
    return plain
