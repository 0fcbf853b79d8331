"""Pasted links are looked through before they are saved: what is new, here, twice or shared; nothing is lost."""

import gzip
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from media_log.models import Mention, Post
from tests.media_log.test_actions import paste

REFERENCE = Path(__file__).parents[2] / "reference" / "publications.csv"
ADD = "/publications/add/"
# Uploaded on 17 September 2025.
POST = "https://www.instagram.com/p/DOsfpZwiFnY/"


def lines(page):
    """Every line of a preview: number -> what is shown."""
    return {
        shown["line"].number: shown["line"] for _group, shown_lines in page.context["groups"] for shown in shown_lines
    }


def as_sent(page) -> dict[str, str]:
    """The fields that a browser would send from the preview, as they stand in its HTML."""
    html = page.content.decode()
    fields = {"text": page.context["text"], "step": "save"}
    fields |= dict.fromkeys(re.findall(r'type="checkbox" name="(keep-\d+)" checked', html), "on")
    for name, options in re.findall(r'<select name="([\w-]+)".*?>(.*?)</select>', html, re.DOTALL):
        fields[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    if page.context["holder"].value():
        fields["holder"] = page.context["holder"].value()
    return fields


def test_a_text_is_shown_first_and_only_then_saved(organiser, make):
    earlier, activity = make.activity(), make.activity()
    paste(earlier, "https://youtu.be/g3NsPIWIWcg")
    paste(activity, "https://egemen.kz/a")
    text = f"пост: {POST}?igsh=1 https://youtu.be/g3NsPIWIWcg egemen.kz/a https://instagram.com/reel/DOsfpZwiFnY"
    address = f"{ADD}?activity={activity.ref}"
    page = organiser.post(address, {"text": text})
    assert page.status_code == 200
    assert Mention.objects.count() == 2
    shown = lines(page)
    assert [line.fate for line in shown.values()] == ["new", "new", "here", "twice"]
    assert (shown[0].link.url, str(shown[0].platform), shown[0].kind) == (POST, "Instagram", "post")
    assert shown[0].made_on.isoformat() == "2025-09-17"
    assert [place.ref for place in shown[1].elsewhere] == [earlier.ref]
    assert [line.wants_reason for line in shown.values()] == [False, True, False, False]
    sent = as_sent(page) | {"kind-0": "infographic", "reason-1": "екеуіне ортақ"}
    for _press in range(2):
        answer = organiser.post(address, sent)
        assert (answer.status_code, answer.url) == (302, f"/activities/{activity.ref}/publications/")
    assert list(activity.mentions.order_by("post__key").values_list("post__key", "post__kind", "reason")) == [
        ("instagram:DOsfpZwiFnY", "infographic", ""),
        ("site:egemen.kz/a", "article", ""),
        ("youtube:g3NsPIWIWcg", "video", "екеуіне ортақ"),
    ]
    told = [str(message) for message in organiser.get(answer.url).context["messages"]]
    assert len(told) == 4


def test_a_link_that_is_not_kept_is_not_saved_and_choices_come_back(organiser, make):
    activity = make.activity()
    text = f"{POST} https://egemen.kz/a"
    sent = {"text": text, "step": "save", "keep-1": "on", "kind-1": "video", "reason-1": "себебі " * 60}
    page = organiser.post(ADD, sent | {"holder": f"activity:{activity.ref}"})
    assert page.status_code == 422
    html = page.content.decode()
    assert ("себебі " * 60).strip() in html
    assert re.findall(r'name="(keep-\d)" checked', html) == ["keep-1"]
    assert page.context["holder"].value() == f"activity:{activity.ref}"
    assert lines(page)[1].kind == "article"
    assert '<option value="video" selected>' in html
    assert not Post.objects.exists()
    organiser.post(ADD, sent | {"holder": f"activity:{activity.ref}", "reason-1": "себебі"})
    assert list(Post.objects.values_list("key", "kind")) == [("site:egemen.kz/a", "video")]


def test_links_of_nobody_are_asked_about_once_and_may_be_for_the_project_as_a_whole(organiser, make):
    first = make.activity()
    text = "https://egemen.kz/a https://egemen.kz/b\n" + f"{first.ref}: {POST}"
    page = organiser.post(ADD, {"text": text})
    assert [(group.is_loose, len(group.lines)) for group, _lines in page.context["groups"]] == [(True, 2), (False, 1)]
    assert page.content.decode().count("<optgroup") == 1
    sent = as_sent(page)
    refused = organiser.post(ADD, sent)
    assert refused.status_code == 422
    assert refused.context["holder"].errors
    assert not Post.objects.exists()
    answer = organiser.post(ADD, sent | {"holder": f"project:{first.project.ref}"})
    assert (answer.status_code, answer.url) == (302, "/publications/")
    assert list(Mention.objects.order_by("pk").values_list("post__key", "activity__ref")) == [
        ("site:egemen.kz/a", None),
        ("site:egemen.kz/b", None),
        ("instagram:DOsfpZwiFnY", first.ref),
    ]
    # Nothing of nobody is kept: nobody need be named.
    other = {"text": "https://egemen.kz/c\n" + f"{first.ref}: https://egemen.kz/d", "step": "save", "keep-1": "on"}
    assert organiser.post(ADD, other).status_code == 302
    assert Post.objects.filter(key__in=["site:egemen.kz/c", "site:egemen.kz/d"]).count() == 1


def test_odd_days_and_what_was_not_understood_are_said_before_saving(organiser, make):
    early = make.activity(starts_on="2025-09-20")
    text = f"{POST} https://www.instagram.com/p/DOaczEiF-/ /p/DOsfpZwiFnZ"
    page = organiser.post(f"{ADD}?activity={early.ref}", {"text": text})
    shown = lines(page)
    assert len(shown[0].warnings) == 1
    assert shown[0].wants_reason
    assert len(shown[1].warnings) == 1
    assert not shown[1].wants_reason
    assert page.context["not_recognised"] == ["/p/DOsfpZwiFnZ"]


@pytest.mark.parametrize(
    "text", ["", "сілтеме жоқ", "a\x00b", "x" * 100_001, " ".join(f"a.kz/{n}" for n in range(501))]
)
def test_a_text_that_cannot_be_taken_is_kept_with_its_error(organiser, make, text):
    page = organiser.post(f"{ADD}?activity={make.activity().ref}", {"text": text})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"text"}
    assert page.context["form"]["text"].value() == text
    assert not Post.objects.exists()
    again = organiser.post(ADD, {"text": text, "step": "text"})
    assert (again.status_code, again.context["form"]["text"].value()) == (200, text)


def test_the_reference_is_pasted_in_one_go_on_a_light_page(organiser, make):
    text = REFERENCE.read_text()
    project = make.project()
    for ref in dict.fromkeys(row.split(",", 1)[0] for row in text.splitlines()[1:]):
        make.activity(project, ref=ref)
    with CaptureQueriesContext(connection) as queries:
        page = organiser.post(ADD, {"text": text})
    assert len(queries) <= 16
    assert (page.context["new"], page.context["twice"], page.context["not_recognised"]) == (143, 5, [])
    assert sum(bool(line.elsewhere) for line in lines(page).values() if line.fate == "new") == 8
    assert not any(group.is_loose for group, _lines in page.context["groups"])
    assert len(gzip.compress(page.content, 6)) < 60_000
    assert organiser.post(ADD, as_sent(page)).status_code == 302
    assert (Post.objects.count(), Mention.objects.count()) == (139, 143)
    again = organiser.post(ADD, {"text": text})
    assert (again.context["new"], again.context["here"], again.context["twice"]) == (0, 143, 5)


def test_foreign_activities_are_not_there_and_their_posts_not_known(organiser, make):
    other = make.other_organisation()
    foreign = other.activity(other.project(ref="FOREIGN"), ref="FOREIGN-1")
    paste(foreign, POST)
    assert organiser.get(f"{ADD}?activity=FOREIGN-1").status_code == 404
    assert organiser.get(f"{ADD}?project=FOREIGN").status_code == 404
    own = make.activity()
    page = organiser.post(ADD, {"text": f"FOREIGN-1: {POST}"})
    assert (lines(page)[0].fate, lines(page)[0].elsewhere) == ("new", ())
    assert page.context["groups"][0][0].is_loose
    for holder in ("activity:FOREIGN-1", "project:FOREIGN", "x"):
        assert organiser.post(ADD, as_sent(page) | {"holder": holder}).status_code == 422
    assert organiser.post(ADD, as_sent(page) | {"holder": f"activity:{own.ref}"}).status_code == 302
    assert (foreign.mentions.count(), own.mentions.count()) == (1, 1)
