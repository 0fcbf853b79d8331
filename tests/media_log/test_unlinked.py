"""Publications without a link: logged once, corrected, told when they are here already."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from media_log.actions.unlinked import Unlinked, change_unlinked, log_unlinked, with_period, without_period
from media_log.models import Mention, Page, Post, Reading
from media_log.queries import distinct_posts
from media_log.unlinked_sorts import SORTS, sort_of
from rules.errors import AppError
from rules.post_keys.unlinked import UNLINKED_PLATFORMS

STORY = Unlinked("tv", "tv_story", "Жамбыл ТВ", date(2025, 9, 10), "Жастар форумы")


def log(activity, facts=STORY, **fields):
    return log_unlinked(
        facts, organisation=activity.organisation, project=activity.project, activity=activity, by=None, **fields
    )


def typed(activity, **fields):
    """What a filled form sends."""
    return {
        "outlet": "Жамбыл ТВ",
        "title": "Жастар форумы",
        "published_on": "2025-09-10",
        "about": f"a:{activity.ref}",
        **fields,
    }


def test_the_same_story_however_spelled_is_one_post_and_one_mention(make):
    activity = make.activity()
    first = log(activity, reach=5000, read_on=date(2025, 9, 11))
    again = log(activity, Unlinked("tv", "tv_story", "ТВ «ЖАМБЫЛ»", date(2025, 9, 10), "«Жастар  форумы»!"))
    assert (first.outcome, again.outcome) == ("added", "repeated")
    post = Post.objects.get()
    assert (post.key, post.url, post.kind, post.made_on) == (
        "tv:жамбыл тв/2025-09-10/жастар форумы",
        "",
        "tv_story",
        date(2025, 9, 10),
    )
    assert (post.reach, post.reach_read_on, post.page.name) == (5000, date(2025, 9, 11), "Жамбыл ТВ")
    assert (Mention.objects.count(), Page.objects.count(), Reading.objects.get().source) == (1, 1, "typed")
    assert log(activity, Unlinked("tv", "tv_story", "Жамбыл ТВ", date(2025, 9, 11), "Жастар форумы")).outcome == "added"
    assert Post.objects.count() == 2


def test_at_another_activity_it_needs_a_reason_and_is_counted_once(make):
    project = make.project()
    earlier, activity = make.activity(project), make.activity(project)
    log(earlier)
    with pytest.raises(AppError, match="unlinked_elsewhere") as refused:
        log(activity)
    assert refused.value.params["places"] == f"{earlier.ref} · {earlier.title}"
    assert Mention.objects.count() == 1
    shared = log(activity, reason="Екі шараны да көрсетті")
    assert shared.outcome == "shared"
    assert list(Mention.objects.values_list("activity__ref", "reason")) == [
        (earlier.ref, ""),
        (activity.ref, "Екі шараны да көрсетті"),
    ]
    assert distinct_posts(project=project) == 1


def test_an_outlet_that_got_another_name_is_the_same_outlet(make):
    activity = make.activity()
    log(activity)
    Page.objects.update(name="Jambyl Television")
    assert log(
        activity, Unlinked("tv", "tv_story", "Jambyl television", date(2025, 9, 10), "Жастар форумы")
    ).outcome == ("repeated")
    assert Post.objects.count() == 1


def test_a_correction_makes_the_key_anew_and_tells_of_a_collision(make):
    activity = make.activity()
    post, other = (
        log(activity).post,
        log(activity, Unlinked("radio", "radio", "Тараз", date(2025, 9, 10), "Форум")).post,
    )
    changed = change_unlinked(
        post, Unlinked("radio", "radio", "Тараз", date(2025, 9, 12), "Форум", is_paid=False, language="kk"), by=None
    )
    assert (changed.key, changed.made_on) == ("radio:тараз/2025-09-12/форум", date(2025, 9, 12))
    assert (changed.is_paid, changed.language, changed.page) == (False, "kk", other.page)
    with pytest.raises(AppError, match="unlinked_taken") as refused:
        change_unlinked(post, Unlinked("radio", "radio", "тараз", date(2025, 9, 10), "ФОРУМ"), by=None)
    assert refused.value.params["post"] == other.pk
    post.refresh_from_db()
    assert post.published_on == date(2025, 9, 12)
    linked = make.post()
    with pytest.raises(AppError, match="not_unlinked"):
        change_unlinked(linked, STORY, by=None)


def test_a_period_stands_in_front_of_the_details_and_is_read_back(make):
    first, last = date(2025, 9, 1), date(2025, 9, 30)
    for details in ("", "3 x 6 м", "Төле би 12 · қарсысы"):
        told = with_period(first, last, details)
        assert told.startswith("01.09.2025–30.09.2025")
        assert without_period(Post(published_on=first, details=told)) == (last, details)
    assert with_period(first, None, " 3 x 6 м ") == "3 x 6 м"
    # The day was changed elsewhere: then it is text like any other.
    assert without_period(Post(published_on=last, details="01.09.2025–30.09.2025")) == (None, "01.09.2025–30.09.2025")
    assert without_period(Post(published_on=first, details="99.99.2025–30.09.2025"))[0] is None
    with pytest.raises(AppError, match="unlinked_period"):
        log(make.activity(), Unlinked("outdoor", "outdoor_ad", "Төле би", first, "Акция", until=date(2025, 8, 1)))


def test_every_sort_can_be_logged_and_is_known_again(make):
    activity = make.activity()
    for sort in SORTS:
        facts = Unlinked(sort.platform, sort.kind, f"Орын {sort.code}", date(2025, 9, 10), "Акция")
        assert sort_of(log(activity, facts).post) == sort
    assert {sort.platform for sort in SORTS} == set(UNLINKED_PLATFORMS)
    assert sort_of(Post(platform="tv", kind="video")).code == "tv_story"


def test_the_form_is_chosen_by_what_it_was_and_asks_in_its_words(organiser, make):
    activity = make.activity()
    choose = organiser.get(f"/publications/unlinked/new/?activity={activity.ref}")
    links = {sort.code: link for sort, link in choose.context["links"]}
    assert links["led_screen"] == f"?what=led_screen&activity={activity.ref}"
    form = organiser.get("/publications/unlinked/new/" + links["led_screen"]).context["form"]
    assert [field.name for field in form.first()] == ["outlet", "title", "published_on", "until", "about"]
    assert form["about"].value() == f"a:{activity.ref}"
    radio = organiser.get("/publications/unlinked/new/?what=radio").context["form"]
    with translation.override("en"):
        assert str(form["outlet"].label) == "Address of the screen"
        assert [str(radio[name].label) for name in ("outlet", "reach")] == ["Radio station", "Listeners"]
    assert organiser.get("/publications/unlinked/new/?what=radio&activity=жоқ").status_code == 404
    assert organiser.post("/publications/unlinked/new/", typed(activity)).status_code == 422


def test_sent_twice_it_is_stored_once(organiser, make):
    activity = make.activity()
    path, fields = (
        "/publications/unlinked/new/?what=tv_story",
        typed(activity, reach="1000", paid="no"),
    )
    answers = [organiser.post(path, fields) for _ in range(2)]
    post = Post.objects.get()
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, f"/publications/{post.pk}/")] * 2
    assert (post.reach, post.reach_read_on, post.is_paid) == (1000, timezone.localdate(), False)
    assert (Mention.objects.count(), Reading.objects.count()) == (1, 1)
    page = organiser.get(f"/publications/{post.pk}/").content.decode()
    assert "Жастар форумы" in page
    assert 'href=""' not in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outlet": ""}, "outlet"),
        ({"outlet": "«!»"}, "outlet"),
        ({"title": "…"}, "title"),
        ({"published_on": "10.13.2025"}, "published_on"),
        ({"published_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, "published_on"),
        ({"until": "2025-09-09"}, "until"),
        ({"about": "a:жоқ"}, "about"),
        ({"reach": "-1"}, "reach"),
        ({"read_on": "2999-01-01"}, "read_on"),
    ],
)
def test_what_cannot_be_taken_stands_beside_its_field_and_nothing_typed_is_lost(organiser, make, wrong, field):
    fields = typed(make.activity(), details="20:00 жаңалықтары", **wrong) if "details" not in wrong else wrong
    page = organiser.post("/publications/unlinked/new/?what=tv_story", fields)
    form = page.context["form"]
    assert (page.status_code, list(form.errors)) == (422, [field])
    assert form["details"].value() == "20:00 жаңалықтары"
    assert form.more_is_open()
    assert not Post.objects.exists()


def test_one_that_stands_elsewhere_asks_for_a_reason_and_takes_it(organiser, make):
    earlier, activity = make.activity(), make.activity()
    log(earlier)
    path = "/publications/unlinked/new/?what=tv_story"
    assert 'name="reason"' not in organiser.get(path).content.decode()
    page = organiser.post(path, typed(activity))
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["reason"])
    assert earlier.ref in page.content.decode()
    assert organiser.post(path, typed(activity, reason="Сол сюжет")).status_code == 302
    assert Mention.objects.get(activity=activity).reason == "Сол сюжет"


def test_correcting_through_the_page(organiser, make):
    activity = make.activity()
    post = log(activity, Unlinked("outdoor", "outdoor_ad", "Төле би", date(2025, 9, 1), "Акция", date(2025, 9, 9))).post
    other = log(activity).post
    path = f"/publications/{post.pk}/unlinked/"
    form = organiser.get(path).context["form"]
    shown = [form[name].value() for name in ("what", "outlet", "published_on", "until", "details", "paid")]
    assert shown == ["outdoor_ad", "Төле би", date(2025, 9, 1), date(2025, 9, 9), "", ""]
    fields = {"what": "tv_story", "outlet": "Жамбыл ТВ", "title": "Жастар форумы", "published_on": "2025-09-10"}
    page = organiser.post(path, fields)
    assert (page.status_code, page.context["taken"]) == (422, other.pk)
    assert f'href="/publications/{other.pk}/"' in page.content.decode()
    assert organiser.post(path, {**fields, "title": "Басқа", "paid": "yes"}).status_code == 302
    post.refresh_from_db()
    assert (post.platform, post.kind, post.title, post.is_paid, post.details) == ("tv", "tv_story", "Басқа", True, "")
    assert organiser.get(f"/publications/{post.pk}/edit/").url == path
    linked = make.post()
    assert organiser.get(f"/publications/{linked.pk}/unlinked/").status_code == 404
