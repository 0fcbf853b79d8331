"""Which addresses may be opened at all: web pages that everybody may reach, and nothing else.

Looked at twice: the link before anything is asked (`judged`), and every address its name leads to, at the moment of
connecting (`is_public`).
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from media_log.checker.problems import Refused

LONGEST_URL = 2000
# No name on the internet is longer.
_LONGEST_HOST = 253
_PORTS = {None, 80, 443}
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
# Names that mean something only inside a house.
_INSIDE = (".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa", ".onion", ".arpa")
# What a browser would read as an IPv4 address in some spelling: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMERIC_END = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.IGNORECASE)
# Global by the registry, but never a site: protocol assignments (some clouds' metadata), 6to4 relays, Azure's own.
_NEVER = [ip_network(block) for block in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")]
_UNICAST = ip_network("2000::/3")
# An IPv4 address inside another one leads out of sight of whoever looks at the outer one.
_TUNNELS = [ip_network(block) for block in ("2001::/23", "2002::/16", "2001:db8::/32", "3fff::/20")]
# Where a network has no IPv4 of its own, every name of an IPv4 site gets such an address.
_NAT64 = ip_network("64:ff9b::/96")


def judged(url: str) -> httpx.URL:
    """The address in parts. Raises Refused: unreadable, scheme, credentials, port, not_public."""
    if len(url) > LONGEST_URL:
        raise Refused("unreadable")
    try:
        found = httpx.URL(url)
        host = found.raw_host.decode("ascii").rstrip(".").lower()
    except (httpx.InvalidURL, ValueError):
        raise Refused("unreadable") from None
    if found.scheme not in {"http", "https"}:
        raise Refused("scheme")
    if found.userinfo:
        raise Refused("credentials")
    if found.port not in _PORTS:
        raise Refused("port")
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        raise Refused("unreadable")
    if not _may_be_outside(host):
        raise Refused("not_public")
    return found.copy_with(host=host, fragment=None)


def _may_be_outside(host: str) -> bool:
    if ":" in host or _NUMERIC_END.fullmatch(host):
        try:
            return is_public(host)
        except ValueError:  # a number in no usual spelling
            return False
    return "." in host and not host.endswith(_INSIDE)


def is_public(text: str) -> bool:
    """Whether an IP address is one that everybody on the internet reaches. Raises ValueError when it is none."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        elif address in _NAT64:
            address = IPv4Address(int(address) & 0xFFFFFFFF)
    if isinstance(address, IPv6Address):
        if address not in _UNICAST or any(address in block for block in _TUNNELS):
            return False
    elif any(address in block for block in _NEVER):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_loopback)
