"""A link put right, two records of one post made one, reasons, further places: nothing that is known gets lost."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from events.models import Evidence
from grants.models import AuditEntry
from media_log.actions import (
    MentionRow,
    PostFacts,
    change_post,
    correct_link,
    explain_mention,
    find_or_make_page,
    mention_post,
    merge_posts,
    record_mentions,
    remove_mention,
)
from media_log.models import CheckState, LinkCheck, Mention, Page, PlannedPost, Post, PostProof, Reading
from rules.errors import AppError
from rules.post_keys import inspect_link
from tests.media_log.test_actions import paste
from tests.outreach.evidence_house import evidence_of

CUT = "https://www.instagram.com/p/DOaczEiF-/"
WHOLE = "https://www.instagram.com/p/DOsfpZwiFnY/"


def proof(post, activity, make, caption="x"):
    values = evidence_of(activity, owner=make.member().user, mark=caption)
    assert values
    document = Evidence.objects.filter(activity=activity).order_by("-pk").first()
    return PostProof.objects.create(post=post, evidence=document)


def test_a_corrected_link_is_another_key_day_and_look(make, django_capture_on_commit_callbacks):
    activity = make.activity()
    paste(activity, CUT)
    post = Post.objects.get()
    page = find_or_make_page(make.organisation, "instagram", "@berik")
    change_post(post, PostFacts(kind="post", page="@berik", title="Семинар"), by=None)
    LinkCheck.objects.create(
        post=post, next_at="2030-01-01T00:00Z", state="gone", gone_since="2025-10-01T00:00Z", failures=3, title="old"
    )
    stands = correct_link(post, f"дұрысы: {WHOLE}?igsh=1", by=None)
    assert (stands.pk, stands.key, stands.made_on) == (post.pk, "instagram:DOsfpZwiFnY", date(2025, 9, 17))
    assert (stands.title, stands.page, stands.kind) == ("Семинар", page, "post")
    look = LinkCheck.objects.get()
    assert (look.state, look.gone_since, look.failures, look.title) == (CheckState.WAITING, None, 0, "")
    assert look.next_at.year < 2030
    assert Mention.objects.get().url_as_given == f"дұрысы: {WHOLE}?igsh=1"
    assert AuditEntry.objects.filter(verb="publication.correct_link").get().details == {
        "before": "instagram:DOaczEiF-",
        "after": "instagram:DOsfpZwiFnY",
    }
    # Another platform: the kind follows, the page does not.
    stands = correct_link(stands, "https://youtu.be/g3NsPIWIWcg", by=None)
    assert (stands.platform, stands.kind, stands.page, stands.uploaded_at) == ("youtube", "video", None, None)
    with pytest.raises(AppError, match="link_missing"):
        correct_link(stands, "сілтеме жоқ", by=None)


def test_a_link_that_is_here_already_joins_the_two_and_loses_nothing(make):
    first, second, third = make.activity(), make.activity(), make.activity()
    paste(first, CUT)
    paste(second, CUT)
    paste(second, WHOLE)
    paste(third, WHOLE)
    wrong, right = Post.objects.get(key="instagram:DOaczEiF-"), Post.objects.get(key="instagram:DOsfpZwiFnY")
    explain_mention(wrong.mentions.get(activity=second), "екі семинарға ортақ", by=None)
    change_post(wrong, PostFacts(kind="post", title="Атауы", is_paid=False, language="kk"), by=None)
    change_post(right, PostFacts(kind="reel", language="ru"), by=None)
    Reading.objects.create(post=wrong, read_on="2025-10-01", views=100, likes=7)
    Reading.objects.create(post=wrong, read_on="2025-10-05", views=150)
    Reading.objects.create(post=right, read_on="2025-10-01", views=120)
    kept = proof(wrong, first, make)
    PostProof.objects.create(post=right, evidence=kept.evidence)
    PlannedPost.objects.create(
        project=first.project, planned_on="2025-09-10", platform="instagram", kind="post", title="x", post=wrong
    )
    stands = correct_link(wrong, WHOLE, by=None)
    assert stands.pk == right.pk
    assert Post.objects.count() == 1
    assert set(stands.mentions.values_list("activity__ref", "reason")) == {
        (first.ref, ""),
        (second.ref, "екі семинарға ортақ"),
        (third.ref, ""),
    }
    assert list(stands.readings.order_by("read_on").values_list("views", "likes")) == [(120, 7), (150, None)]
    assert (stands.views, stands.views_read_on, stands.likes) == (150, date(2025, 10, 5), 7)
    assert (stands.kind, stands.language, stands.title, stands.is_paid) == ("reel", "ru", "Атауы", False)
    assert stands.proofs.get().evidence == kept.evidence
    assert PlannedPost.objects.get().post == stands
    # Once more: it is done already.
    assert merge_posts(wrong, right, by=None).pk == right.pk
    assert Mention.objects.count() == 3


def test_a_page_is_found_again_by_its_link_and_by_any_spelling_of_its_name(make):
    organisation = make.organisation
    page = find_or_make_page(organisation, "instagram", "https://www.instagram.com/Taraz_NGO/?igsh=1")
    assert (page.name, page.key) == ("instagram.com/taraz_ngo", "instagram:profile/taraz_ngo")
    assert find_or_make_page(organisation, "site", "m.instagram.com/taraz_ngo") == page
    paper = find_or_make_page(organisation, "newspaper", "  «Ақ жол» газеті ")
    assert paper.name == "«Ақ жол» газеті"
    assert find_or_make_page(organisation, "newspaper", "газеті АҚ ЖОЛ") == paper
    assert find_or_make_page(organisation, "tv", "Ақ жол газеті") != paper
    assert find_or_make_page(make.other_organisation().organisation, "newspaper", "Ақ жол газеті") != paper
    assert find_or_make_page(organisation, "site", " \n") is None
    assert Page.objects.of(organisation).count() == 3
    long = find_or_make_page(organisation, "site", "а" * 900)
    assert find_or_make_page(organisation, "site", "а" * 900) == long


def test_reasons_come_with_a_table_and_stay_until_another_is_given(make):
    first, second = make.activity(), make.activity()
    link = inspect_link(WHOLE)

    def bring(activity, reason=""):
        row = MentionRow(link, activity.project, activity, reason=reason)
        (answer,) = record_mentions([row], organisation=make.organisation, by=None)
        return answer.outcome.value, Mention.objects.get(activity=activity).reason

    assert bring(first) == ("added", "")
    assert bring(second, "бір күнде өтті") == ("shared", "бір күнде өтті")
    assert bring(second) == ("repeated", "бір күнде өтті")
    assert bring(first, "алдын ала хабарландыру") == ("repeated", "алдын ала хабарландыру")
    assert AuditEntry.objects.filter(verb="publications.add").count() == 3


def test_a_further_place_needs_a_reason_and_is_kept_once(make):
    first, second = make.activity(), make.activity()
    paste(first, WHOLE)
    post = Post.objects.get()
    with pytest.raises(AppError, match="reason_missing"):
        mention_post(post, second, reason="", by=None)
    for _time in range(2):
        mention_post(post, second, reason="ортақ", by=None)
        mention_post(post, second.project, reason="жоба туралы", by=None)
    assert list(post.mentions.values_list("activity__ref", "project__ref", "reason")) == [
        (first.ref, first.project.ref, ""),
        (second.ref, second.project.ref, "ортақ"),
        (None, second.project.ref, "жоба туралы"),
    ]


def test_the_last_place_of_a_proved_post_asks_first_and_its_document_stays(make):
    activity = make.activity()
    paste(activity, WHOLE)
    post = Post.objects.get()
    kept = proof(post, activity, make)
    with pytest.raises(AppError, match="last_mention_of_proved"):
        remove_mention(post.mentions.get(), by=None, is_sure=False)
    assert post.mentions.count() == 1
    remove_mention(post.mentions.get(), by=None)
    assert not Post.objects.exists()
    assert Evidence.objects.filter(pk=kept.evidence_id, removed_at=None).exists()


def test_a_page_of_another_platform_is_not_taken_over(make):
    activity = make.activity()
    paste(activity, f"https://youtu.be/g3NsPIWIWcg {WHOLE} {CUT}")
    video, right, cut = (Post.objects.get(key__endswith=end) for end in ("g3NsPIWIWcg", "DOsfpZwiFnY", "DOaczEiF-"))
    for post, name in ((video, "Арна"), (cut, "@berik")):
        change_post(post, PostFacts(kind="post", page=name), by=None)
    assert correct_link(video, WHOLE, by=None).page is None
    assert correct_link(cut, WHOLE, by=None).page == Page.objects.get(name="@berik")
    assert Post.objects.get().pk == right.pk


def test_one_right_link_is_asked_for_and_none_of_several_is_guessed(organiser, make):
    paste(make.activity(), CUT)
    post = Post.objects.get()
    address = f"/publications/{post.pk}/link/"
    page = organiser.post(address, {"link": f"{WHOLE} https://egemen.kz/a"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["link"])
    assert Post.objects.get().key == post.key
    assert organiser.post(address, {"link": f"{WHOLE}\n{WHOLE}?igsh=1"}).status_code == 302
    assert Post.objects.get().url == WHOLE


def test_a_picture_goes_with_the_post_it_was_found_for(make, django_capture_on_commit_callbacks):
    activity = make.activity()
    paste(activity, f"{CUT} {WHOLE}")
    files = []
    for post in Post.objects.all():
        look = LinkCheck(post=post, next_at="2030-01-01T00:00Z")
        look.picture.save("picture.jpg", ContentFile(b"x"))
        files.append(Path(look.picture.path))
    with django_capture_on_commit_callbacks(execute=True):
        stands = correct_link(Post.objects.get(key="instagram:DOaczEiF-"), WHOLE, by=None)
    assert sorted(file.exists() for file in files) == [False, True]
    with django_capture_on_commit_callbacks(execute=True):
        remove_mention(stands.mentions.get(), by=None)
    assert not any(file.exists() for file in files)


def test_a_reason_for_a_place_that_was_removed_meanwhile_is_refused_in_words(make):
    paste(make.activity(), WHOLE)
    mention = Mention.objects.get()
    remove_mention(mention, by=None)
    with pytest.raises(AppError, match="post_gone"):
        explain_mention(mention, "себебі", by=None)


@pytest.mark.parametrize(("text", "name"), [("\u200b", None), ("\u202eхабар\u202c", "хабар"), ("a\x1fb", "a b")])
def test_a_page_is_named_by_what_can_be_seen(make, text, name):
    page = find_or_make_page(make.organisation, "tv", text)
    assert (page.name if page else None) == name
