"""One publication's page: its facts, its link, its places and why they are right; what is to be looked at."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Activity
from grants.models import Role
from media_log.actions import explain_mention, record_mentions
from media_log.models import CheckState, LinkCheck, Mention, Page, Post, Reading
from media_log.queries.warnings import open_warnings
from tests.conftest import signed_in
from tests.media_log.test_actions import paste, reference_rows

# Uploaded on 17 September 2025.
POST = "https://www.instagram.com/p/DOsfpZwiFnY/"
CUT = "https://www.instagram.com/p/DOaczEiF-/"


def codes(found):
    return [(one.code, [m.activity.ref if m.activity else m.project.ref for m in one.mentions]) for one in found]


def test_what_is_stated_is_kept_and_shown(organiser, make):
    activity = make.activity()
    paste(activity, "https://egemen.kz/a")
    post = Post.objects.get()
    form = {
        "kind": "video",
        "title": "Отбасы семинары",
        "published_on": "2025-09-11",
        "page": "Egemen Qazaqstan",
        "language": "kk",
        "paid": "yes",
        "details": "бірінші бет",
    }
    assert organiser.post(f"/publications/{post.pk}/edit/", form).status_code == 302
    post.refresh_from_db()
    assert (post.kind, post.title, post.language, post.is_paid, post.details) == (
        "video",
        "Отбасы семинары",
        "kk",
        True,
        "бірінші бет",
    )
    assert (post.made_on.isoformat(), post.page.name, post.page.platform) == ("2025-09-11", "Egemen Qazaqstan", "site")
    shown = organiser.get(f"/publications/{post.pk}/").content.decode()
    for words in ("Отбасы семинары", "Egemen Qazaqstan", "11.09.2025", "бірінші бет", activity.ref):
        assert words in shown
    again = organiser.get(f"/publications/{post.pk}/edit/").context["form"].initial
    assert organiser.post(f"/publications/{post.pk}/edit/", {k: v or "" for k, v in again.items()}).status_code == 302
    assert Page.objects.count() == 1
    free = form | {"paid": "", "page": "", "published_on": ""}
    organiser.post(f"/publications/{post.pk}/edit/", free)
    post.refresh_from_db()
    assert (post.is_paid, post.page, post.made_on) == (None, None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published_on", "2999-01-01"),
        ("published_on", "1999-12-31"),
        ("title", "а" * 301),
        ("kind", "x"),
        ("paid", "x"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(organiser, make, field, value):
    paste(make.activity(), "https://egemen.kz/a")
    post = Post.objects.get()
    form = {"kind": "article", "title": "жаңа", "paid": "no", field: value}
    page = organiser.post(f"/publications/{post.pk}/edit/", form)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["title"].value() == form["title"]
    assert not Post.objects.exclude(title="").exists()


def test_a_link_is_corrected_or_joins_the_post_that_has_it(organiser, make):
    activity, other = make.activity(), make.activity()
    paste(activity, CUT)
    paste(other, "https://egemen.kz/a")
    cut, article = Post.objects.get(platform="instagram"), Post.objects.get(platform="site")
    address = f"/publications/{cut.pk}/link/"
    for text in ("", "сілтеме жоқ"):
        page = organiser.post(address, {"link": text})
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["link"])
        assert page.context["form"]["link"].value() == text
    answer = organiser.post(address, {"link": POST})
    assert answer.url == f"/publications/{cut.pk}/"
    assert organiser.get(answer.url).context["line"].warnings == ()
    answer = organiser.post(address, {"link": "egemen.kz/a?utm_source=x"})
    assert answer.url == f"/publications/{article.pk}/"
    assert [post.key for post in Post.objects.all()] == ["site:egemen.kz/a"]
    assert {mention.activity for mention in Mention.objects.all()} == {activity, other}
    assert organiser.get(f"/publications/{cut.pk}/").status_code == 404


def test_a_reason_takes_the_warning_of_its_place_away_and_can_be_changed(organiser, make):
    activity = make.activity(starts_on="2025-09-20")
    paste(activity, POST)
    address = f"/publications/places/{Mention.objects.get().pk}/reason/"
    shown = f"/activities/{activity.ref}/publications/"
    assert "post__note--warn" in organiser.get(shown).content.decode()
    too_long = organiser.post(address, {"reason": "а" * 301, "back": "activity"})
    assert (too_long.status_code, too_long.context["form"]["reason"].value()) == (422, "а" * 301)
    answer = organiser.post(address, {"reason": "бұл — хабарландыру", "back": "activity"})
    assert answer.url == shown
    page = organiser.get(shown).content.decode()
    assert "бұл — хабарландыру" in page
    assert "post__note--warn" not in page
    assert organiser.post(address, {"reason": "", "back": "look?project=T1&code=late&evil=//x.kz"}).url == (
        "/publications/look/?project=T1&code=late"
    )
    assert organiser.post(address, {"reason": "x", "back": "https://x.kz/"}).url.startswith("/publications/")
    assert Mention.objects.get().reason == "x"


def test_another_activity_is_added_with_a_reason_only(organiser, make):
    first, second = make.activity(), make.activity()
    paste(first, POST)
    post = Post.objects.get()
    address = f"/publications/{post.pk}/places/add/"
    page = organiser.post(address, {"holder": f"activity:{second.ref}", "reason": ""})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["reason"])
    assert page.context["form"]["holder"].value() == f"activity:{second.ref}"
    for _press in range(2):
        answer = organiser.post(address, {"holder": f"activity:{second.ref}", "reason": "ортақ"})
        assert answer.url == f"/publications/{post.pk}/"
    assert list(second.mentions.values_list("reason", flat=True)) == ["ортақ"]
    foreign = make.other_organisation().activity(ref="FOREIGN-1")
    assert organiser.post(address, {"holder": f"activity:{foreign.ref}", "reason": "x"}).status_code == 422
    assert foreign.mentions.count() == 0


def test_the_last_place_of_a_post_with_numbers_is_asked_about(organiser, make):
    activity = make.activity()
    paste(activity, POST)
    mention = Mention.objects.get()
    Reading.objects.create(post=mention.post, read_on="2025-10-01", views=5)
    answer = organiser.post(f"/activities/{activity.ref}/publications/{mention.pk}/remove/")
    assert answer.url == f"/publications/places/{mention.pk}/remove/?back=activity"
    page = organiser.get(answer.url)
    assert (page.context["is_last"], page.context["readings"]) == (True, 1)
    assert Mention.objects.count() == 1
    assert organiser.post(answer.url, {"back": "activity"}).url == f"/activities/{activity.ref}/publications/"
    assert not Post.objects.exists()


def test_every_unexplained_oddity_is_listed_with_its_places(make):
    project = make.project(ends_on="2025-09-30")
    before = make.activity(project, starts_on="2025-09-20")
    late = make.activity(project, starts_on="2025-08-01")
    plain = make.activity(project, starts_on="2025-09-15")
    elsewhere = make.activity(starts_on="2025-09-15")
    for activity in (before, late, plain, elsewhere):
        paste(activity, POST)
    paste(plain, CUT)
    paste(plain, "https://egemen.kz/a")
    gone = Post.objects.get(platform="site")
    LinkCheck.objects.create(post=gone, state=CheckState.GONE, gone_since=timezone.now(), next_at=timezone.now())
    found = open_warnings(project=project)
    assert codes(found) == [
        ("shared", [before.ref, late.ref, plain.ref]),
        ("before_activity", [before.ref]),
        ("late", [late.ref]),
        ("gone", [plain.ref]),
        ("cut_code", [plain.ref]),
        ("no_date", [plain.ref]),
        ("no_date", [plain.ref]),
    ]
    for activity in (before, late, elsewhere):
        explain_mention(activity.mentions.get(), "себебі", by=None)
    # One of the places of a shared post needs no reason.
    assert [code for code, _places in codes(open_warnings(project=project))][:2] == ["gone", "cut_code"]
    assert codes(open_warnings(organisation=make.organisation)) == codes(open_warnings(project=project))
    with CaptureQueriesContext(connection) as queries:
        open_warnings(project=project)
    assert len(queries) == 2


def test_the_list_of_what_is_to_be_looked_at_is_mended_on_the_spot(organiser, make):
    activity = make.activity(starts_on="2025-09-20")
    paste(activity, f"{POST} https://egemen.kz/a")
    page = organiser.get("/publications/look/")
    assert [(name, number) for name, _words, number in page.context["kinds"]] == [
        ("before_activity", 1),
        ("no_date", 1),
    ]
    assert len(organiser.get("/publications/look/?code=late").context["lines"]) == 2
    (line,) = organiser.get(f"/publications/look/?project={activity.project.ref}&code=no_date").context["lines"]
    address = f"/publications/{line[0].post.pk}/published/"
    assert organiser.post(address, {"published_on": "", "back": "look?"}).status_code == 422
    assert organiser.post(address, {"published_on": "2025-09-21", "back": "look?code=no_date"}).status_code == 302
    reason = f"/publications/places/{Mention.objects.get(post__platform='instagram').pk}/reason/"
    organiser.post(reason, {"reason": "хабарландыру", "back": "look?"})
    page = organiser.get("/publications/look/?project=%00&page=x")
    assert (page.status_code, page.context["total"]) == (200, 0)


def test_the_leaflets_of_june_whose_posts_are_all_of_july_are_asked_about(organiser, make):
    rows = reference_rows(make)
    Activity.objects.filter(ref="P2-40").update(starts_on="2025-06-13", ends_on=None)
    record_mentions(rows, organisation=make.organisation, by=None)
    page = organiser.get("/activities/P2-40/publications/")
    assert page.context["later_month"].isoformat() == "2025-07-01"
    assert page.content.decode().count("notice--warn") == 1
    assert page.context["links"].startswith("1. https://")
    assert len(page.context["links"].splitlines()) == len(page.context["lines"])
    assert organiser.get("/activities/P1-01/publications/").context["later_month"] is None


def test_viewers_are_offered_nothing_to_change(make):
    paste(make.activity(starts_on="2025-09-20"), POST)
    client = signed_in(make.member(Role.VIEWER).user)
    for path in (f"/publications/{Post.objects.get().pk}/", "/publications/look/"):
        page = client.get(path).content.decode()
        assert 'method="post" action="/publications/' not in page
        assert "/link/" not in page


def test_pages_take_as_many_queries_for_many_posts_as_for_one(organiser, make):
    activity = make.activity(starts_on="2025-09-20")
    paste(activity, "https://egemen.kz/0")

    def queries():
        counts = []
        for path in (f"/activities/{activity.ref}/publications/", "/publications/look/"):
            with CaptureQueriesContext(connection) as captured:
                assert organiser.get(path).status_code == 200
            counts.append(len(captured))
        return counts

    queries()
    few = queries()
    paste(activity, " ".join(f"https://egemen.kz/{number}" for number in range(1, 25)))
    paste(make.activity(), " ".join(f"https://egemen.kz/{number}" for number in range(25)))
    assert queries() == few


def test_an_endless_way_back_leads_back_all_the_same(organiser, make):
    paste(make.activity(), "https://egemen.kz/a")
    mention = Mention.objects.get()
    told = "look?code=late&" + "&".join(f"a{number}=1" for number in range(40))
    answer = organiser.post(f"/publications/places/{mention.pk}/reason/", {"reason": "себебі", "back": told})
    assert (answer.status_code, answer.url) == (302, "/publications/look/?code=late")
