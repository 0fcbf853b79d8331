"""Links: found in any text, one key per post, upload time without a network."""

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.post_keys import find_links, inspect_link

REFERENCE = Path(__file__).parents[2] / "reference" / "publications.csv"


def reference_rows() -> list[dict[str, str]]:
    with REFERENCE.open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_reference_has_148_links_143_pairs_139_posts_and_none_unrecognised():
    rows = [(row["activity_ref"], inspect_link(row["url"])) for row in reference_rows()]
    assert len(rows) == 148
    assert [link.given for _, link in rows if not link.is_link] == []
    assert len({(activity, link.key) for activity, link in rows}) == 143
    assert len({link.key for _, link in rows}) == 139


def test_the_reference_repeats_nine_posts_four_of_them_at_two_activities():
    activities: dict[str, list[str]] = {}
    for row in reference_rows():
        activities.setdefault(inspect_link(row["url"]).key, []).append(row["activity_ref"])
    repeated = {key: refs for key, refs in activities.items() if len(refs) > 1}
    assert len(repeated) == 9
    assert {key: refs for key, refs in repeated.items() if len(set(refs)) > 1} == {
        "instagram:DOsfpZwiFnY": ["P2-24", "P2-27"],
        "tiktok:7550960032628739384": ["P2-24", "P2-27"],
        "instagram:DO8HboQDGHk": ["P2-25", "P2-26"],
        "tiktok:7555499589004987704": ["P2-28", "P2-45"],
    }


def test_the_references_weak_links_are_named():
    weak = {link.key: link.warnings for row in reference_rows() if (link := inspect_link(row["url"])).warnings}
    assert weak == {
        "tiktok:7565133400743496972": ("spaces_inside",),
        "tiktok:7565132869065002252": ("spaces_inside",),
        "instagram:DOaczEiF-": ("cut_code",),
        "instagram:DQZzyJvjr1": ("cut_code",),
        "instagram:DQd-uEgV8Z": ("cut_code",),
        "tiktok:profile/ainalaiyn_qb": ("profile",),
        "tiktok:short/ZMAAtG8R7C": ("short_link",),
        "facebook:share/17MRUTJQCX": ("short_link",),
    }


def test_all_reference_links_are_found_again_in_one_pasted_text():
    links = [row["url"] for row in reference_rows()]
    assert find_links("\n".join(links)) == links
    assert find_links(" ".join(f"{number}) {link};" for number, link in enumerate(links, 1))) == links


def test_upload_time_is_read_from_instagram_and_tiktok_ids():
    def uploaded(link: str):
        return inspect_link(link).uploaded_at

    assert uploaded("https://www.instagram.com/p/DG2lAQstlEP/").date() == date(2025, 3, 6)
    assert uploaded("https://www.instagram.com/reel/DL47orjoD3P/").date() == date(2025, 7, 9)
    video = uploaded("https://www.tiktok.com/@a/video/7550571366651546936")
    assert video.isoformat() == "2025-09-16T11:33:11+05:00"
    assert uploaded("https://www.instagram.com/p/DOaczEiF-/") is None
    assert uploaded("https://www.youtube.com/watch?v=g3NsPIWIWcg") is None


def test_the_flyer_actions_posts_were_all_made_in_july():
    months = {inspect_link(row["url"]).uploaded_at.month for row in reference_rows() if row["activity_ref"] == "P2-40"}
    assert months == {7}


SPELLINGS = {
    "instagram:DQI-qwMDJjW": [
        "https://www.instagram.com/p/DQI-qwMDJjW/?igsh=MTB4&img_index=3",
        "instagram.com/reel/DQI-qwMDJjW",
        "http://m.instagram.com/reels/DQI-qwMDJjW/?utm_source=ig_web_copy_link#",
        "https://instagram.com/ainalaiyn_qb/p/DQI-qwMDJjW/",
        "https://www.instagram.com/tv/DQI-qwMDJjW/",
        "https://www.instagram.com/ainalaiyn\\_qb/reel/DQI\\-qwMDJjW/",
        "https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Fp%2FDQI-qwMDJjW%2F&e=AT0",
    ],
    "tiktok:7565133400743496972": [
        "https://www.tiktok.com/@erkin_pikir/video/7565133400743496972? r=1& t=ZM-90qeXJ7J4sl",
        "https://www.tiktok.com/@erkinpikir/video/7565133400743496972?_r=1&t=ZM",
        "https://m.tiktok.com/v/7565133400743496972.html",
        "tiktok.com/@x/photo/7565133400743496972",
    ],
    "youtube:g3NsPIWIWcg": [
        "https://www.youtube.com/watch?v=g3NsPIWIWcg&t=31s",
        "https://www.youtube.com/watch?feature=share&v=g3NsPIWIWcg",
        "https://youtu.be/g3NsPIWIWcg?si=abc",
        "https://m.youtube.com/shorts/g3NsPIWIWcg",
        "https://youtube.com/live/g3NsPIWIWcg",
        "https://www.youtube-nocookie.com/embed/g3NsPIWIWcg",
        "https://www.youtube.com/redirect?q=https%3A%2F%2Fyoutu.be%2Fg3NsPIWIWcg",
    ],
    "facebook:100000000000002/1554897375524954": [
        "https://www.facebook.com/story.php?story_fbid=1554897375524954&id=100000000000002",
        "https://m.facebook.com/story.php?id=100000000000002&story_fbid=1554897375524954&rdid=x&mibextid=y",
        "https://www.facebook.com/permalink.php?story_fbid=1554897375524954&id=100000000000002",
        "https://kk-kz.facebook.com/100000000000002/posts/1554897375524954/",
    ],
    "facebook:video/1340848898080115": [
        "https://www.facebook.com/jambyl.civil/videos/%D0%BA%D0%B5%D2%A3/1340848898080115/?rdid=b7",
        "https://www.facebook.com/watch/?v=1340848898080115",
        "https://web.facebook.com/reel/1340848898080115",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Ffb.com%2Freel%2F1340848898080115&h=AT1",
    ],
    "telegram:taraz_news/412": [
        "https://t.me/taraz_news/412",
        "t.me/s/Taraz_News/412?single",
        "telegram.me/taraz_news/412",
    ],
    "vk:wall-1234_56": ["https://vk.com/wall-1234_56", "https://m.vk.ru/taraz?w=wall-1234_56%2Fall"],
    "vk:video-1234_56": ["https://vk.com/clip-1234_56", "https://vkvideo.ru/video-1234_56?t=3s"],
    "threads:DQI-qwMDJjW": ["https://www.threads.net/@a.b/post/DQI-qwMDJjW?xmt=1", "threads.com/t/DQI-qwMDJjW"],
    "x:1890000000000000001": [
        "https://twitter.com/a/status/1890000000000000001?s=20",
        "https://x.com/i/web/status/1890000000000000001/photo/1",
    ],
    "google_drive:1AbC_d-9": [
        "https://drive.google.com/file/d/1AbC_d-9/view?usp=sharing",
        "https://drive.google.com/open?id=1AbC_d-9",
        "https://drive.google.com/drive/folders/1AbC_d-9",
    ],
    "yandex_disk:d/AbC9": ["https://disk.yandex.kz/d/AbC9", "https://yadi.sk/d/AbC9/"],
    "site:egemen.kz/article/1?id=5": [
        "https://www.egemen.kz/article/1/?id=5&utm_source=wa&fbclid=1&yclid=2",
        "http://m.egemen.kz//article/1?gclid=x&id=5#comments",
        "(egemen.kz/article/1?id=5).",
    ],
    "site:xn--80aa1agjdchjh2p.xn--80ao21a/жаңалық": [
        "https://қызылорда.қаз/жаңалық/",
        "қызылорда.қаз/%D0%B6%D0%B0%D2%A3%D0%B0%D0%BB%D1%8B%D2%9B",
    ],
}


def test_every_spelling_of_a_post_has_one_key():
    got = {key: {inspect_link(spelling).key for spelling in spellings} for key, spellings in SPELLINGS.items()}
    site = next(key for key in SPELLINGS if "xn--" in key)
    # The host of a Kazakh address is kept in ASCII; its letters are checked by themselves.
    (cyrillic,) = got.pop(site)
    assert cyrillic == f"site:{'қызылорда.қаз'.encode('idna').decode()}/жаңалық"
    assert got == {key: {key} for key in got}


@pytest.mark.parametrize(
    ("link", "platform", "kind", "warnings"),
    [
        ("https://www.instagram.com/ainalaiyn_qb/", "instagram", "profile", ("profile",)),
        ("https://www.instagram.com/stories/ainalaiyn_qb/3550000000000000000/", "instagram", "story", ()),
        ("https://www.instagram.com/share/reel/BAabc", "instagram", "other", ("short_link",)),
        ("https://vt.tiktok.com/ZSabc/", "tiktok", "other", ("short_link",)),
        ("https://www.youtube.com/@taraz", "youtube", "profile", ("profile",)),
        ("https://www.facebook.com/share/r/17MRUTJQCX/", "facebook", "reel", ("short_link",)),
        ("https://fb.watch/abc/", "facebook", "video", ("short_link",)),
        ("https://www.facebook.com/profile.php?id=100000000000002", "facebook", "profile", ("profile",)),
        ("https://t.me/c/1234567/12", "telegram", "post", ("owner_only_folder",)),
        ("https://drive.google.com/drive/u/0/folders/1AbC", "google_drive", "file", ("owner_only_folder",)),
        ("https://disk.yandex.ru/client/disk/Фото", "yandex_disk", "file", ("owner_only_folder",)),
        ("https://docs.google.com/document/d/1AbC/edit", "google_drive", "file", ()),
        ("https://bit.ly/3abc", "site", "other", ("short_link",)),
        ("https://egemen.kz", "site", "profile", ("profile",)),
        ("egemen.kz", "site", "profile", ("profile",)),
        ("https://egemen.kz/kz/7", "site", "article", ()),
        ("Тараз қаласында өтті", "site", "other", ("not_a_link",)),
        ("22.05.2025", "site", "other", ("not_a_link",)),
        ("есеп.docx", "site", "other", ("not_a_link",)),
        ("https://", "site", "other", ("not_a_link",)),
        ("javascript:alert(1)", "site", "other", ("not_a_link",)),
        ("", "site", "other", ("not_a_link",)),
    ],
)
def test_platform_kind_and_weakness_are_named(link, platform, kind, warnings):
    found = inspect_link(link)
    assert (found.platform, found.kind, found.warnings) == (platform, kind, warnings)


def test_links_are_picked_out_of_a_chat_message():
    message = """Сәлем! Постымыз шықты 👉 instagram.com/p/DQI-qwMDJjW/?igsh=1, көріңіздер.
1. https://www.tiktok.com/@a/video/7565133400743496972? r=1& t=ZM-9
2) (https://egemen.kz/a_(b)) және «https://taraz.kz/b».
[сюжет](https://youtu.be/g3NsPIWIWcg) http://a.kz/1https://b.kz/2
e-mail: info@egemen.kz, 22.05.2025, т.б./т.с.с."""
    assert find_links(message) == [
        "instagram.com/p/DQI-qwMDJjW/?igsh=1",
        "https://www.tiktok.com/@a/video/7565133400743496972? r=1& t=ZM-9",
        "https://egemen.kz/a_(b)",
        "https://taraz.kz/b",
        "https://youtu.be/g3NsPIWIWcg",
        "http://a.kz/1",
        "https://b.kz/2",
    ]


def test_the_cleaned_link_carries_no_tracking_and_still_opens():
    assert inspect_link("https://www.turaninfo.kz/a-b/?utm_source=x&id=7").url == "https://www.turaninfo.kz/a-b/?id=7"
    assert inspect_link("http://a.kz/x").url == "http://a.kz/x"
    assert inspect_link("tiktok.com/@a/photo/7530255718767774982?_r=1").url == (
        "https://www.tiktok.com/@a/photo/7530255718767774982"
    )


def test_an_endless_link_is_no_link_and_a_long_one_has_a_short_key():
    assert not inspect_link("https://a.kz/" + "x" * 1000).is_link
    one, other = (inspect_link("https://a.kz/" + "x" * 500 + end) for end in "ab")
    assert len(one.key) == len(other.key) == 400
    assert one.key != other.key


ADDRESS_LIKE = st.builds(
    "".join,
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *("https://", "http://", "www.", "m.", "instagram.com", "tiktok.com", "youtube.com", "youtu.be"),
                    *("facebook.com", "t.me", "vk.com", "x.com", "drive.google.com", "disk.yandex.kz", "egemen.kz"),
                    *("/", "/p/", "/reel/", "/@a", "/video/", "/watch", "?v=", "&id=", "?u=", "#", "%D2", "%2E", "%"),
                    *("қаз.қаз", ".", "..", "_", "-", "(", ")", "[", "]", ";", ",", "?", "story.php?story_fbid="),
                    *("wall-1_2", "DQI-qwMDJjW", "7565133400743496972"),
                ]
            ),
            st.sampled_from([" ", "\n", "\\_", "&amp;", "\u200b", "\x00", "\ud800", "\u0130", "é", "e\u0301"]),
            st.text(max_size=4),
        ),
        max_size=12,
    ),
)


@given(st.one_of(st.text(), ADDRESS_LIKE))
@example("https://a.kz/x%2E")
@example("https://[::1]/x")
@example("http://a.kz:99999999/x")
@example("https://\u0130.kz/")
def test_no_text_makes_it_fail_and_a_cleaned_link_cleans_to_itself(text):
    for piece in (text, *find_links(text)):
        link = inspect_link(piece)
        if not link.is_link:
            assert (link.url, link.key, link.warnings) == ("", "", ("not_a_link",))
            continue
        again = inspect_link(link.url)
        assert (again.url, again.key, again.platform, again.kind) == (link.url, link.key, link.platform, link.kind)
        assert again.uploaded_at == link.uploaded_at
        assert link.url.isascii()
        assert link.url.startswith(("http://", "https://"))
        link.key.encode()


CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=11, max_size=11)


@given(CODES, CODES)
def test_different_posts_never_share_a_key(one, other):
    templates = [
        "https://www.instagram.com/p/{}/?igsh=1",
        "https://youtu.be/{}",
        "https://www.threads.net/@a/post/{}",
        "https://egemen.kz/{}",
        "https://egemen.kz/?id={}",
        "https://drive.google.com/file/d/{}/view",
        "https://disk.yandex.kz/d/{}",
        "https://vm.tiktok.com/{}/",
    ]
    keys = {inspect_link(template.format(code)).key for template in templates for code in (one, other)}
    assert len(keys) == len(templates) * len({one, other})


def test_a_hundred_thousand_characters_are_read_in_a_second():
    for piece in ("a.", "https://", "a@", "? r", "(", "www.", "é.kz/"):
        text = piece * (100_000 // len(piece))
        started = time.process_time()
        find_links(text)
        assert time.process_time() - started < 1, piece
