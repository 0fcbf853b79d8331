"""Pages of no platform that we know: newspapers, agencies, akimats, and the services that shorten links."""

from rules.post_keys.addresses import Address
from rules.post_keys.found import Found

_SHORTENERS = frozenset(
    (
        *("bit.ly", "clck.ru", "cutt.ly", "goo.gl", "is.gd", "ow.ly", "rb.gy", "shorturl.at", "t.co", "tinyurl.com"),
        *("t.ly", "ift.tt", "lnkd.in", "spotify.link", "maps.app.goo.gl", "share.google", "dlvr.it", "buff.ly"),
        *("u.to", "vk.cc", "fb.me", "forms.gle", "qps.ru", "surl.li", "tiny.cc", "goo.su"),
    )
)
# The same page, made light for phones, or the page that a folder opens with.
_ENDINGS = frozenset(("amp", "amp.html", "index.html", "index.htm", "index.php"))
_AMP = frozenset(("amp", "outputType"))


def site(address: Address) -> Found:
    """A page by its host (without www., m., amp.), path (without AMP's ending) and what is meaningful of its query."""
    host = address.host
    while host.split(".", 1)[0] in {"www", "m", "mobile", "amp"} and host.count(".") > 1:
        host = host.split(".", 1)[1]
    parts = address.parts
    while parts and parts[-1].lower() in _ENDINGS:
        parts = parts[:-1]
    key = f"{host}{address.port}{''.join(f'/{part}' for part in parts)}{address.tail(drop=_AMP)}"
    if host == "sites.google.com" and parts[:1] == ("d",):
        return Found(key, "article", address.url(), ("owner_only_folder",))
    if host in _SHORTENERS and parts:
        return Found(key, "other", address.url(), ("short_link",))
    is_home = not parts and not address.tail(drop=_AMP)
    return Found(key, "profile" if is_home else "article", address.url(), ("profile",) if is_home else ())
