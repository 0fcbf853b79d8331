"""Pages of no platform that we know: newspapers, agencies, akimats, and the services that shorten links."""

from rules.post_keys.addresses import Address
from rules.post_keys.found import Found

_SHORTENERS = frozenset(
    (
        *("bit.ly", "clck.ru", "cutt.ly", "goo.gl", "is.gd", "ow.ly", "rb.gy", "shorturl.at", "t.co", "tinyurl.com"),
        *("u.to", "vk.cc", "fb.me", "forms.gle", "qps.ru", "surl.li", "tiny.cc", "goo.su"),
    )
)


def site(address: Address) -> Found:
    """A page by its host (without www. and m.), path and what is meaningful of its query."""
    host = address.host
    while host.split(".", 1)[0] in {"www", "m", "mobile"} and host.count(".") > 1:
        host = host.split(".", 1)[1]
    key = f"{host}{address.port}{address.path()}{address.tail()}"
    if host in _SHORTENERS and address.parts:
        return Found(key, "other", address.url(), ("short_link",))
    is_home = not address.parts and not address.tail()
    return Found(key, "profile" if is_home else "article", address.url(), ("profile",) if is_home else ())
