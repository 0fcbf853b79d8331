"""What proves a publication: files and documents, each once, the document outliving the proof."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.actions.evidence import EvidenceTold, keep_file, remove_evidence
from events.labels import EVIDENCE_LABELS
from events.models import Evidence
from media_log.actions.proofs import attach_proof, prove_with_file, take_proof_off
from media_log.actions.unlinked import Unlinked
from media_log.models import PostProof
from media_log.queries.proofs import documents_to_choose, posts_without_proof, proofs_part
from rules.errors import AppError
from tests.events.evidence_files import pdf, photo
from tests.media_log.test_unlinked import STORY, log

SCREENSHOT = EvidenceTold("screenshot", "скрин")


def upload(colour="red", name="скрин.jpg"):
    return SimpleUploadedFile(name, photo(colour=colour), "image/jpeg")


def prove(post, colour="red", **fields):
    return prove_with_file(
        post, file=io.BytesIO(photo(colour=colour)), name="a.jpg", told=SCREENSHOT, by=None, **fields
    )


def test_a_file_goes_into_the_appendix_of_the_activity_once(make):
    activity = make.activity()
    post = log(activity).post
    first, again = prove(post), prove(post)
    assert (first.is_new, first.is_kept_now, again.is_new) == (True, True, False)
    document = Evidence.objects.get()
    assert (document.activity, document.type, document.caption) == (activity, "screenshot", "скрин")
    assert [line.document.number for line in proofs_part(post=post).proofs] == ["1.1"]
    assert prove(post, "green").is_new
    assert [line.document.number for line in proofs_part(post=post).proofs] == ["1.1", "1.2"]


def test_the_same_file_proves_two_posts_as_one_document(make):
    activity = make.activity()
    posts = [log(activity).post, make.post()]
    make.mention(posts[1], activity)
    attached = [prove(post) for post in posts]
    assert [one.is_new for one in attached] == [True, True]
    assert [one.is_kept_now for one in attached] == [True, False]
    assert (Evidence.objects.count(), PostProof.objects.count()) == (1, 2)


def test_a_document_stays_when_the_proof_is_taken_off_and_proves_nothing_once_removed(make):
    activity = make.activity()
    post = log(activity).post
    proof = prove(post).proof
    take_proof_off(proof, by=None)
    take_proof_off(proof, by=None)
    document = Evidence.objects.get()
    assert (document.removed_at, PostProof.objects.count()) == (None, 0)
    assert [one.evidence for one, _label in documents_to_choose(post=post)] == [document]
    attach_proof(post, document, by=None)
    assert attach_proof(post, document, by=None).is_new is False
    assert documents_to_choose(post=post) == []
    remove_evidence(document, "Қате файл", None)
    assert proofs_part(post=post).proofs == []
    assert list(posts_without_proof(project=activity.project)) == [post]
    with pytest.raises(AppError, match="evidence_removed"):
        attach_proof(post, document, by=None)


def test_posts_that_nobody_can_open_later_need_a_document(make):
    project = make.project()
    activity = make.activity(project)
    story, radio = log(activity).post, log(activity, Unlinked("radio", "radio", "Р", date(2025, 9, 1), "Т")).post
    podcast = log(activity, Unlinked("elsewhere", "podcast", "П", date(2025, 9, 1), "Т")).post
    article = make.post()
    make.mention(article, activity)
    log(make.activity(make.project()), Unlinked("tv", "tv_story", "Бөтен", date(2025, 9, 1), "Т"))
    assert list(posts_without_proof(project=project)) == [radio, story]
    lacking = [proofs_part(post=post).lacking for post in (story, podcast, article)]
    assert lacking == [EVIDENCE_LABELS["broadcast_certificate"], "", ""]
    prove(radio)
    assert list(posts_without_proof(project=project)) == [story]


def test_a_refused_file_is_told_beside_the_field_and_the_others_are_kept(organiser, make):
    post = log(make.activity()).post
    path = f"/publications/{post.pk}/proofs/add/"
    form = organiser.get(path).context["form"]
    assert (form["type"].value(), form["caption"].value()) == (
        "broadcast_certificate",
        "Жамбыл ТВ, Жастар форумы, 10.09.2025",
    )
    files = [upload(), SimpleUploadedFile("бос.pdf", b""), SimpleUploadedFile("вирус.exe", b"MZ" * 99)]
    page = organiser.post(path, {"type": "screenshot", "caption": "Кадр", "files": files})
    assert page.status_code == 422
    assert [error.split(":")[0] for error in page.context["form"].errors["files"]] == ["бос.pdf", "вирус.exe"]
    assert page.context["form"]["caption"].value() == "Кадр"
    assert PostProof.objects.get().evidence.caption == "Кадр"
    answer = organiser.post(path, {"type": "screenshot", "caption": "Кадр", "files": [upload(), upload("green")]})
    assert (answer.status_code, answer.url) == (302, f"/publications/{post.pk}/")
    assert (Evidence.objects.count(), PostProof.objects.count()) == (2, 2)
    shown = organiser.get(answer.url)
    assert [line.document.number for line in shown.context["proofs"].proofs] == ["1.1", "1.2"]
    assert organiser.post(path, {"type": "screenshot"}).context["form"].errors.keys() == {"files"}


def test_a_post_of_two_activities_asks_in_whose_appendix(organiser, make):
    project = make.project()
    first, second = make.activity(project), make.activity(project)
    post = log(first).post
    log(second, STORY, reason="Сол сюжет")
    path = f"/publications/{post.pk}/proofs/add/"
    assert "place" in organiser.get(path).context["form"].fields
    mention = post.mentions.get(activity=second)
    fields = {"type": "broadcast_certificate", "place": mention.pk}
    organiser.post(path, {**fields, "files": [SimpleUploadedFile("анықтама.pdf", pdf())]})
    assert Evidence.objects.get().activity == second
    elsewhere = make.mention(make.post(), make.activity())
    page = organiser.post(path, {**fields, "place": elsewhere.pk, "files": [upload()]})
    assert page.context["form"].errors.keys() == {"place"}


def test_choosing_and_taking_off_through_the_pages(organiser, make):
    activity, other = make.activity(), make.activity()
    post = log(activity).post
    kept = [
        keep_file(
            project=place.project,
            activity=place,
            file=io.BytesIO(photo(colour=colour)),
            name="a.jpg",
            told=EvidenceTold("photo", colour),
            by=None,
        ).evidence
        for place, colour in ((activity, "red"), (other, "blue"))
    ]
    path = f"/publications/{post.pk}/proofs/choose/"
    assert organiser.post(path, {"document": kept[0].number}).status_code == 302
    assert organiser.post(path, {"document": kept[0].number}).status_code == 302
    proof = PostProof.objects.get()
    # A document of another activity, and no document at all.
    assert organiser.post(path, {"document": kept[1].number}).status_code == 404
    assert organiser.post(path, {"document": "x"}).status_code == 404
    remove = f"/publications/{post.pk}/proofs/{proof.pk}/remove/"
    assert organiser.post(remove).status_code == 302
    assert organiser.post(remove).status_code == 404
    assert not PostProof.objects.exists()
    assert Evidence.objects.live().count() == 2
