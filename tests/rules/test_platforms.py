"""The platforms people publish on: which page is which, however its address is written."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media_log.labels import PLATFORM_LABELS, WARNING_LABELS
from media_log.models import Post, PostKind
from rules.post_keys import inspect_link
from rules.post_keys.platforms import PLATFORMS

HEX = "0123456789abcdef" * 2
VIDEO = "7565133400743496972"
# Spellings of one page each: its key, its kind, what is weak about it.
PAGES = [
    (
        "instagram:DQI-qwMDJjW", "post", (),
        "https://www.instagram.com/accounts/login/?next=%2Fp%2FDQI-qwMDJjW%2F%3Figsh%3D1&source=desktop",
        "https://www.instagram.com/p/DQI-qwMDJjW%3Figsh%3DMTB4",
        "https%3A%2F%2Fwww.instagram.com%2Fp%2FDQI-qwMDJjW%2F",
        "https://www.instagram.com/p/DQI-qwMDJjW/c/17900000000000000/",
        "https://www.instagram.com/p/DQI-qwMDJjWabcdefghijklmnopqrstuvwxyz01/",
    ),
    (
        "instagram:highlights/17900000000000000", "story", (),
        "https://www.instagram.com/stories/highlights/17900000000000000/",
        "https://www.instagram.com/s/aGlnaGxpZ2h0OjE3OTAwMDAwMDAwMDAwMDAw?story_media_id=1",
    ),
    (
        "instagram:profile/taraz", "profile", ("profile",),
        "https://www.instagram.com/Taraz/live/", "instagram.com/taraz/",
    ),
    (
        f"tiktok:{VIDEO}", "video", (),
        f"https://www.tiktok.com/share/video/{VIDEO}", f"https://www.tiktok.com/embed/v2/{VIDEO}",
        f"https://www.tiktok.com/login?redirect_url=https%3A%2F%2Fwww.tiktok.com%2F%40a%2Fvideo%2F{VIDEO}",
    ),
    (f"tiktok:{VIDEO[:-1]}", "video", ("cut_code",), f"https://www.tiktok.com/@a/video/{VIDEO[:-1]}"),
    (f"tiktok:{VIDEO}0", "post", ("cut_code",), f"https://www.tiktok.com/@a/photo/{VIDEO}0"),
    ("tiktok:live/a", "live_stream", ("profile",), "https://www.tiktok.com/@a/live?x=1"),
    (
        "youtube:g3NsPIWIWcg", "video", (),
        "https://www.youtube.com/watch?v=g3NsPIWIWcg?si=abc", "https://www.youtube.com/watch?v=3Dg3NsPIWIWcg",
        "https://m.youtube.com/watch?app=desktop&v=g3NsPIWIWcg", "https://youtube.com/?v=g3NsPIWIWcg",
        "https://youtube.com/shorts/g3NsPIWIWcg?feature=share", "https://music.youtube.com/watch?v=g3NsPIWIWcg",
    ),
    ("youtube:g3NsPIWIWcg", "live_stream", (), "https://www.youtube.com/live/g3NsPIWIWcg?si=x&t=5"),
    ("youtube:g3NsPIWIWcg", "video", ("owner_only_folder",), "https://studio.youtube.com/video/g3NsPIWIWcg/edit"),
    ("youtube:g3NsPI", "video", ("cut_code",), "https://youtu.be/g3NsPI"),
    (
        "facebook:video/1340848898080115", "video", (),
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fvideos%2F1340848898080115",
        "https://m.facebook.com/a/videos/vb.1/1340848898080115/?mibextid=x", "fb.com/watch?v=1340848898080115",
    ),
    (
        "facebook:video/1340848898080115", "live_stream", (),
        "https://www.facebook.com/watch/live/?ref=share&v=1340848898080115",
    ),
    ("facebook:video/848429931172295", "reel", (), "https://www.facebook.com/reels/848429931172295/?s=1"),
    (
        "facebook:groups/taraz/123456789", "post", (),
        "https://www.facebook.com/groups/taraz/?multi_permalinks=123456789&ref=share",
        "https://www.facebook.com/groups/Taraz/permalink/123456789/",
    ),
    (
        "facebook:100000000000001/1936123300540359", "post", (),
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fwww.facebook.com%2Fstory.php%3Fstory_fbid%3D"
        "1936123300540359%26id%3D100000000000001",
        "https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2F100000000000001%2Fposts%2F1936123300540359",
    ),
    ("facebook:share/1Abc", "post", ("short_link",), "https://www.facebook.com/share/p/1Abc/?mibextid=x"),
    ("facebook:profile/taraz", "profile", ("profile",), "https://www.facebook.com/taraz/reels", "fb.com/Taraz"),
    (
        "telegram:taraz_news/412", "post", (),
        "https://t.me/s/taraz_news/412", "https://t.me/taraz_news/412?single&comment=9",
        "tg://resolve?domain=taraz_news&post=412", "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Ftaraz_news%2F412",
    ),
    ("telegram:web/k#-1001_5", "other", ("owner_only_folder",), "https://web.telegram.org/k/#-1001_5"),
    ("whatsapp:0029Va/105", "post", (), "https://whatsapp.com/channel/0029Va/105?x=1"),
    ("whatsapp:profile/0029Va", "profile", ("profile",), "https://whatsapp.com/channel/0029Va"),
    ("whatsapp:chat/chat.whatsapp.com/AbC", "profile", ("profile",), "https://chat.whatsapp.com/AbC"),
    ("vk:wall-1234_56", "post", (), "https://vk.com/wall-1234_56?reply=57&thread=1", "vk.com/feed?w=wall-1234_56_r57"),
    ("vk:video-1234_56", "reel", (), "https://vk.com/clips-1234?z=clip-1234_56", "https://vkvideo.ru/clip-1234_56"),
    ("vk:video-1234_56", "video", (), "https://vk.com/video_ext.php?oid=-1234&id=56&hash=1"),
    ("ok:topic/155", "post", (), "https://ok.ru/group/7000/topic/155", "https://m.ok.ru/taraz/topic/155"),
    ("ok:video/98", "video", (), "https://ok.ru/video/98?st.cmd=x", "https://ok.ru/videoembed/98"),
    ("ok:profile/group/7000", "profile", ("profile",), "https://ok.ru/group/7000"),
    (
        "x:1890000000000000001", "post", (),
        "https://fxtwitter.com/a/status/1890000000000000001", "mobile.twitter.com/a/status/1890000000000000001?s=20",
        "https://x.com/i/status/1890000000000000001/video/1",
    ),
    ("x:broadcasts/1AbC", "live_stream", (), "https://x.com/i/broadcasts/1AbC"),
    (
        "linkedin:activity/7123456789012345678", "post", (),
        "https://www.linkedin.com/posts/taraz_words-activity-7123456789012345678-AbC?utm_source=share",
        "https://kz.linkedin.com/feed/update/urn:li:activity:7123456789012345678/",
    ),
    ("linkedin:profile/company/taraz", "profile", ("profile",), "https://www.linkedin.com/company/Taraz/posts/"),
    ("dzen:a/ZAbC", "article", (), "https://dzen.ru/a/ZAbC?share_to=x", "https://zen.yandex.ru/a/ZAbC"),
    ("dzen:video/64ab", "video", (), "https://dzen.ru/video/watch/64ab"),
    (f"rutube:{HEX}", "video", (), f"https://rutube.ru/video/{HEX}/?r=a", f"https://rutube.ru/play/embed/{HEX}"),
    (f"rutube:{HEX}", "live_stream", (), f"https://rutube.ru/live/video/{HEX}/"),
    ("vimeo:76979871", "video", (), "https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
    (
        "spotify:512ojhOuo1ktJprKbVcKyQ", "podcast", (),
        "https://open.spotify.com/episode/512ojhOuo1ktJprKbVcKyQ?si=1",
        "https://open.spotify.com/intl-ru/episode/512ojhOuo1ktJprKbVcKyQ",
    ),
    (
        "apple_podcasts:1000600", "podcast", (),
        "https://podcasts.apple.com/kz/podcast/taraz/id1500?i=1000600", "https://podcasts.apple.com/us/podcast/id1500?i=1000600",
    ),
    ("castbox:345", "podcast", (), "https://castbox.fm/episode/Taraz-id12-id345?country=kz", "https://castbox.fm/vb/345"),
    ("yandex_music:22", "podcast", (), "https://music.yandex.kz/album/11/track/22?utm_medium=copy_link"),
    ("soundcloud:taraz/podkast-1", "podcast", (), "https://soundcloud.com/Taraz/podkast-1?si=1"),
    ("google_drive:1AbC", "file", (), "https://docs.google.com/a/taraz.kz/document/d/1AbC/edit#heading=h.1"),
    ("google_drive:1AbC", "file", ("owner_only_folder",), "https://docs.google.com/document/u/0/d/1AbC/edit"),
    ("google_photos:short/AbC", "file", (), "https://photos.app.goo.gl/AbC"),
    ("google_photos:photo/AbC", "file", ("owner_only_folder",), "https://photos.google.com/photo/AbC"),
    ("mail_cloud:AbC/DeF", "file", (), "https://cloud.mail.ru/public/AbC/DeF"),
    ("mail_cloud:home/a", "file", ("owner_only_folder",), "https://cloud.mail.ru/home/a"),
    ("onedrive:f/s%21AbC", "file", (), "https://1drv.ms/f/s!AbC"),
    ("dropbox:s/abc", "file", (), "https://www.dropbox.com/s/abc/foto.zip?dl=0", "https://www.dropbox.com/s/abc/f.zip?dl=1"),
    ("dropbox:fo/abc", "file", (), "https://www.dropbox.com/scl/fo/abc/h?rlkey=k&st=1&dl=0"),
    ("yandex_disk:d/AbC9", "file", (), "https://disk.360.yandex.ru/d/AbC9", "https://disk.yandex.kz/d/AbC9?w=1"),
    ("site:sites.google.com/view/taraz", "article", (), "https://sites.google.com/view/taraz"),
    ("site:lnkd.in/dAbC", "other", ("short_link",), "https://lnkd.in/dAbC"),
    (
        "site:egemen.kz/a/1", "article", (),
        "https://egemen.kz/a/1/amp/", "https://amp.egemen.kz/a/1", "https://egemen.kz/a/1?amp=1",
        "https://www.google.com/amp/s/egemen.kz/a/1", "https://egemen-kz.cdn.ampproject.org/c/s/egemen.kz/a/1",
        "https://www.google.com/url?sa=t&q=https%3A%2F%2Fegemen.kz%2Fa%2F1&ved=2",
    ),
    ("site:egemen.kz", "profile", ("profile",), "https://egemen.kz/index.php"),
    ("site:egemen.kz?a=3D4&b=3D4&c", "article", (), "https://egemen.kz?c=&b=3D4&a=3D4"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "kind", "warnings", "spelling"), [(*page[:3], one) for page in PAGES for one in page[3:]]
)
def test_a_page_is_known_by_every_spelling(key, kind, warnings, spelling):
    found = inspect_link(spelling)
    assert (found.key, found.kind, found.warnings) == (key, kind, warnings)
    again = inspect_link(found.url)
    assert (again.key, again.kind, again.url) == (found.key, found.kind, found.url)


def test_every_code_has_words_and_fits_its_column():
    found = [inspect_link(page[3]) for page in PAGES]
    assert {link.platform for link in found} | {"threads"} == PLATFORMS
    assert set(PLATFORM_LABELS) >= PLATFORMS
    assert {link.kind for link in found} <= set(PostKind.values)
    assert {code for link in found for code in link.warnings} <= set(WARNING_LABELS)
    assert max(map(len, PLATFORMS)) <= Post._meta.get_field("platform").max_length


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
CODES = st.text(LETTERS, min_size=11, max_size=11)
NUMBERS = st.integers(2**62, 2**62 + 2**50).map(str)
TRACKING = st.lists(
    st.sampled_from(["igsh=MTB4", "utm_source=ig", "UTM_Medium=x", "img_index=3", "_r=1", "t=ZM-90", "rdid=b7",
                     "mibextid=wwXIfr", "fbclid=Iw", "yclid=1", "feature=share", "si=x_y"]),
    max_size=3, unique=True,
)  # fmt: skip


@st.composite
def spelled(draw: st.DrawFn, templates: dict[str, list[str]]) -> tuple[str, str]:
    """A post's key and one of its many spellings."""
    platform = draw(st.sampled_from(sorted(templates)))
    code = draw(NUMBERS if platform in {"tiktok", "x", "facebook:video/"} else CODES)
    link = draw(st.sampled_from(templates[platform])).format(code)
    host, slash, path = link.partition("/")
    host = draw(st.sampled_from([host, host.upper(), f"m.{host}", f"www.{host}"]))
    if draw(st.booleans()):
        path = path.replace("_", "\\_").replace("-", "%2D")
    if draw(st.booleans()) and "?" not in path:
        path = f"{path}/"
    query = draw(TRACKING)
    if query:
        path += ("&" if "?" in path else "?") + draw(st.sampled_from(["&", "&amp;"])).join(query)
    around = draw(st.sampled_from(["{}", "  {}\n", "({})", "«{}»", "{},", "1) {}", "<{}>", "{}#top"]))
    scheme = draw(st.sampled_from(["https://", "http://", "", "HTTPS://", "https:/"]))
    separator = "" if ":" in platform else ":"
    return f"{platform}{separator}{code}", around.format(f"{scheme}{host}{slash}{path}")


SPELLINGS = {
    "instagram": ["instagram.com/p/{}", "instagram.com/reel/{}", "instagram.com/taraz/p/{}", "instagram.com/tv/{}"],
    "youtube": ["youtube.com/watch?v={}", "youtube.com/shorts/{}", "youtube.com/live/{}", "youtube.com/embed/{}"],
    "threads": ["threads.net/@a/post/{}", "threads.com/t/{}"],
    "tiktok": ["tiktok.com/@a/video/{}", "tiktok.com/@b_c/photo/{}", "tiktok.com/v/{}.html"],
    "x": ["x.com/a/status/{}", "twitter.com/i/web/status/{}"],
    "facebook:video/": ["facebook.com/reel/{}", "facebook.com/watch?v={}", "facebook.com/a/videos/{}"],
}


@given(spelled(SPELLINGS))
@settings(max_examples=150)
def test_all_spellings_of_a_post_have_one_key(case):
    key, spelling = case
    assert inspect_link(spelling).key == key


@given(st.lists(spelled(SPELLINGS), min_size=2, max_size=8))
@settings(max_examples=40)
def test_posts_share_a_key_only_when_they_are_one(cases):
    for (key, spelling), (other_key, other) in pairwise(cases):
        assert (inspect_link(spelling).key == inspect_link(other).key) == (key == other_key)
