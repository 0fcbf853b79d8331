"""Pages of documents: what is missing, adding, changing, removing, a project's appendices."""

import re
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.actions.evidence import remove_evidence
from events.models import Evidence, PeopleShown, Point
from grants.models import Role
from tests.conftest import signed_in
from tests.events.papers import jpeg, kept, linked, text


@pytest.fixture
def activity(make):
    project = make.project(ref="K1")
    return make.activity(project, ref="K1-7", title="Дәріс", measure=make.measure(project, number="1.2"))


@pytest.fixture
def organiser(organiser):
    organiser.cookies["django_language"] = "en"
    return organiser


def words(answer) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def send(client, activity, *files, **fields):
    told = {"type": "photo", "people_shown": "nobody", **fields}
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/activities/{activity.ref}/documents/add/", {**told, "files": sent}, follow=True)


def numbers() -> list[str]:
    found = Evidence.objects.select_related("appendix").order_by("appendix__number", "place")
    return [f"{one.appendix.number}.{one.place}" for one in found]


def test_what_is_missing_is_named_and_leads_to_the_form_with_its_type(organiser, activity):
    page = organiser.get("/activities/K1-7/documents/")
    text_ = page.content.decode()
    for code in ("programme", "photo", "attendance_list"):
        assert f'href="/activities/K1-7/documents/add/?type={code}"' in text_
    assert "Still missing Programme Add Photo Add Attendance list Add" in words(page)
    form = organiser.get("/activities/K1-7/documents/add/?type=attendance_list").content.decode()
    assert re.search(r'value="attendance_list"[^>]* checked', form)
    for code in ("programme", "photo", "attendance_list"):
        kept(activity, text(code), name="a.txt", type=code)
    page = organiser.get("/activities/K1-7/documents/")
    assert "Still missing" not in words(page)
    assert "Every usual document is here." in words(page)
    assert "Documents 3" in words(page)


def test_the_page_of_the_activity_says_that_documents_are_missing(organiser, activity):
    assert 'href="/activities/K1-7/documents/">' in organiser.get("/activities/K1-7/").content.decode()
    assert "Documents are missing" in words(organiser.get("/activities/K1-7/"))
    for code in ("programme", "photo", "attendance_list"):
        kept(activity, text(code), name="a.txt", type=code)
    assert "Documents are missing" not in words(organiser.get("/activities/K1-7/"))


def test_several_files_get_their_numbers_at_once(organiser, activity):
    answer = send(organiser, activity, ("1.jpg", jpeg("red")), ("2.jpg", jpeg("blue")), caption="Зал")
    assert answer.redirect_chain == [("/activities/K1-7/documents/", 302)]
    assert "2 documents added: 1.1, 1.2." in words(answer)
    found = list(Evidence.objects.order_by("place"))
    assert [(one.type, one.caption, one.people_shown) for one in found] == [("photo", "Зал", "nobody")] * 2
    page = answer.content.decode()
    assert page.count('class="pictures"') == 1
    assert [f"/evidence/{one.number}/preview/" in page for one in found] == [True, True]


def test_the_same_form_sent_twice_keeps_once_and_says_so(organiser, activity):
    send(organiser, activity, ("1.jpg", jpeg()))
    answer = send(organiser, activity, ("again.jpg", jpeg()))
    assert numbers() == ["1.1"]
    assert "Here already, so nothing was kept twice: 1.1." in words(answer)


def test_a_file_known_elsewhere_is_kept_and_the_place_named(make, organiser, activity):
    other = make.activity(activity.project, ref="K1-8", title="Семинар", measure=activity.measure)
    kept(other, jpeg())
    answer = send(organiser, activity, ("1.jpg", jpeg()))
    assert "1.2: the same file is kept elsewhere too (K1-8 · Семинар)." in words(answer)
    assert "twice" in words(organiser.get("/activities/K1-8/documents/"))


def test_a_refused_file_is_named_and_the_others_are_kept(organiser, activity):
    answer = send(
        organiser, activity, ("a.jpg", jpeg()), ("b.jpg", b"MZ\x90\x00" + b"\x00" * 200), caption="Зал", type="photo"
    )
    assert answer.status_code == 422
    assert "b.jpg: This is a program, whatever it is called, so it was not kept." in words(answer)
    assert "1 document added: 1.1." in words(answer)
    assert 'value="Зал"' in answer.content.decode()
    assert numbers() == ["1.1"]


def test_a_photo_of_forty_megabytes_is_refused_by_its_size_and_the_others_are_kept(organiser, activity):
    huge = jpeg() + b"\x00" * (40 * 1024 * 1024)
    answer = send(organiser, activity, ("huge.jpg", huge), ("a.jpg", jpeg()), caption="Зал", type="photo")
    assert answer.status_code == 422
    assert "huge.jpg: This picture has 41 MB; up to 30 MB are taken. Make it smaller" in words(answer)
    assert "1 document added: 1.1." in words(answer)
    assert 'value="Зал"' in answer.content.decode()
    assert numbers() == ["1.1"]


@pytest.mark.parametrize(
    ("files", "fields", "said"),
    [
        ([], {}, "Choose a file, or several."),
        ([("a.jpg", b"")], {}, "a.jpg: This file is empty. Choose it once more."),
        ([("a.jpg", jpeg())], {"type": "passport"}, "Select a valid choice"),
        ([("a.jpg", jpeg())], {"type": ""}, "Say what kind of document it is."),
        ([("a.jpg", jpeg())], {"people_shown": "some"}, "Select a valid choice"),
        ([("a.jpg", jpeg())], {"caption": "х" * 301}, "at most 300 characters"),
        ([(f"{n}.txt", b"a%d" % n) for n in range(21)], {}, "At most 20 files go at once this way."),
    ],
)
def test_bad_input_has_words_keeps_nothing_and_loses_no_caption(organiser, activity, files, fields, said):
    answer = send(organiser, activity, *files, **{"caption": "Менің сөзім", **fields})
    assert answer.status_code == 422
    assert said in words(answer)
    assert fields.get("caption", "Менің сөзім") in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_link_is_a_document_too(organiser, activity):
    address = "/activities/K1-7/documents/link/"
    told = {"type": "video", "people_shown": "consented", "caption": "Сюжет"}
    answer = organiser.post(address, {**told, "link": " https://example.kz/v?a=1 "}, follow=True)
    assert "1 document added: 1.1." in words(answer)
    assert Evidence.objects.get().link == "https://example.kz/v?a=1"
    again = organiser.post(address, {**told, "link": "https://example.kz/v?a=1"}, follow=True)
    assert "nothing was kept twice: 1.1" in words(again)
    for link in ("", "javascript:alert(1)", "ftp://example.kz/", "мекенжай", "https://" + "x" * 1000):
        answer = organiser.post(address, {**told, "link": link})
        assert answer.status_code == 422, link
        assert 'value="Сюжет"' in answer.content.decode()
    assert numbers() == ["1.1"]


def test_a_photo_at_a_point_names_the_point(organiser, activity):
    assert "datalist" not in organiser.get("/activities/K1-7/documents/add/").content.decode()
    Point.objects.create(activity=activity, name="Орталық базар")
    form = organiser.get("/activities/K1-7/documents/add/?caption=Орталық+базар").content.decode()
    assert '<datalist id="points"><option value="Орталық базар"></datalist>' in form
    assert re.search(r'name="caption" value="Орталық базар"[^>]* list="points"', form)


def test_a_document_can_be_told_otherwise(organiser, activity):
    one = kept(activity, jpeg())
    assert "Not everybody in the picture was asked." in words(organiser.get(f"/evidence/{one.number}/"))
    told = {"type": "photo", "caption": "Зал", "people_shown": "consented", "taken_on": "2025-09-10"}
    answer = organiser.post(f"/evidence/{one.number}/", told, follow=True)
    assert answer.redirect_chain == [(f"/evidence/{one.number}/", 302)]
    one.refresh_from_db()
    assert (one.caption, one.people_shown, one.taken_on) == ("Зал", PeopleShown.CONSENTED, date(2025, 9, 10))
    assert "Not everybody in the picture" not in words(answer)
    for wrong in ({"type": "x"}, {"taken_on": "кеше"}, {"people_shown": "all"}):
        answer = organiser.post(f"/evidence/{one.number}/", {**told, "caption": "Басқа", **wrong})
        assert answer.status_code == 422
        assert 'value="Басқа"' in answer.content.decode()
    one.refresh_from_db()
    assert one.caption == "Зал"


def test_removing_needs_a_reason_and_the_number_stays_used(organiser, activity):
    first = kept(activity, jpeg("red"))
    address = f"/evidence/{first.number}/remove/"
    answer = organiser.post(address, {"reason": " "})
    assert answer.status_code == 422
    assert "Please write a reason: it stays beside the number." in words(answer)
    answer = organiser.post(address, {"reason": "бөтен сурет"}, follow=True)
    assert "Document 1.1 was removed. Its number stays used." in words(answer)
    assert "1 document removed 1.1 Photo" in words(answer)
    assert "· бөтен сурет" in words(answer)
    send(organiser, activity, ("2.jpg", jpeg("blue")))
    assert numbers() == ["1.1", "1.2"]
    page = words(organiser.get(f"/evidence/{first.number}/"))
    assert "бөтен сурет" in page and "The file is deleted. The number stays used." in page
    assert "It was removed already." in words(organiser.get(address))
    changed = organiser.post(f"/evidence/{first.number}/", {"type": "photo", "people_shown": "nobody"})
    assert changed.status_code == 422
    assert "This document was taken away meanwhile, so nothing was changed." in words(changed)


def test_viewers_and_staff_read_and_change_nothing(make, activity):
    one = kept(activity, jpeg(), caption="Зал")
    for role in (Role.VIEWER, Role.STAFF):
        client = signed_in(make.member(role).user)
        client.cookies["django_language"] = "en"
        for address in ("/activities/K1-7/documents/", "/projects/K1/documents/", f"/evidence/{one.number}/"):
            page = client.get(address).content.decode()
            assert '<form method="post" novalidate' not in page
            assert "/add/" not in page and "/remove/" not in page and "/zip/" not in page
        assert client.post(f"/evidence/{one.number}/", {"type": "video"}).status_code == 403
        assert client.get("/activities/K1-7/documents/add/").status_code == 403


def test_the_projects_page_shows_appendices_gaps_and_marks(make, organiser, activity):
    project = activity.project
    other = make.measure(project, number="1.10", title="Форум")
    make.activity(project, ref="K1-9", title="Форум күні", measure=other)
    kept(activity, jpeg("red"))
    remove_evidence(kept(activity, jpeg("blue")), "қате", None)
    linked(None, "https://example.kz/l", type="letter", project=project)
    page = organiser.get("/projects/K1/documents/")
    said = words(page)
    assert "2 in 2 appendices" in said
    assert "2 held activities lack documents" in said
    assert "1 1.2 Семинарлар 1 document ·" in said
    assert "1 removed missing at 1 activity 1 picture: not everybody was asked" in said
    assert "3 The project as a whole 1 document" in said
    assert "Дәріс 10.09.2025 · Programme, Attendance list" in said
    assert "Форум күні 10.09.2025 · Programme, Photo, Attendance list" in said
    assert 'href="/projects/K1/documents/">' in organiser.get("/projects/K1/").content.decode()


def test_the_filter_finds_by_type_mark_and_appendix(organiser, activity):
    kept(activity, jpeg("red"))
    kept(activity, text(), name="a.txt", type="programme")
    linked(None, "https://example.kz/l", type="letter", project=activity.project)

    def found(query):
        page = organiser.get(f"/projects/K1/documents/?{query}").content.decode()
        return sorted(re.findall(r'number">(\d+\.\d+)</b>|document__number">(\d+\.\d+)<', page))

    assert found("type=photo") == [("1.1", "")]
    assert [a or b for a, b in found("appendix=1")] == ["1.2", "1.1"] or len(found("appendix=1")) == 2
    assert len(found("appendix=2")) == 1
    assert found("mark=unclear") == [("1.1", "")]
    assert found("mark=twice") == []
    assert "No such documents." in words(organiser.get("/projects/K1/documents/?mark=removed"))
    # What cannot be read filters nothing.
    assert "in 2 appendices" in words(organiser.get("/projects/K1/documents/?type=x&mark=y&appendix=z"))


def test_documents_of_the_contract_as_a_whole_are_added_on_its_page(organiser, activity):
    answer = organiser.post(
        "/projects/K1/documents/add/",
        {"type": "letter", "people_shown": "nobody", "files": [SimpleUploadedFile("hat.txt", text("Хат"))]},
        follow=True,
    )
    assert answer.redirect_chain == [("/projects/K1/documents/", 302)]
    one = Evidence.objects.get()
    assert (one.activity, one.appendix.is_general, one.appendix.number) == (None, True, 2)
    answer = organiser.post("/projects/K1/documents/link/", {"type": "report", "link": "https://example.kz/r"})
    assert answer.status_code == 302
    assert numbers() == ["2.1", "2.2"]


@pytest.mark.parametrize("documents", [3, 12])
def test_pages_ask_a_constant_number_of_questions(make, organiser, activity, documents, django_assert_num_queries):
    for n in range(documents):
        one = make.activity(activity.project, ref=f"X-{n}", measure=activity.measure)
        kept(one, text(str(n)), name="a.txt", type="programme")
        kept(activity, text(f"x{n}"), name="a.txt", type="other")
    organiser.get("/projects/K1/documents/")
    with django_assert_num_queries(8):
        organiser.get("/projects/K1/documents/")
    with django_assert_num_queries(11):
        organiser.get("/projects/K1/documents/?appendix=1")
    with django_assert_num_queries(9):
        organiser.get("/activities/K1-7/documents/")


def test_another_organisations_document_is_404(make, activity):
    one = kept(activity, jpeg())
    stranger = signed_in(make.other_organisation().member(Role.OWNER).user)
    for address in (f"/evidence/{one.number}/", f"/evidence/{one.number}/remove/", f"/evidence/{uuid.uuid4()}/"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"reason": "x", "type": "photo"}).status_code == 404
    one.refresh_from_db()
    assert one.removed_at is None


def test_the_heading_says_how_many_documents_there_are(organiser, activity):
    kept(activity, jpeg(), name="a.jpg", type="photo")
    kept(activity, text("б"), name="b.txt", type="programme")
    linked(activity, "https://example.org/1")
    assert "Documents 3" in words(organiser.get("/activities/K1-7/documents/"))


def test_a_folder_that_only_its_owner_can_open_is_said_to_be_one(organiser, activity):
    linked(activity, "https://disk.yandex.ru/client/disk/photos")
    page = words(organiser.get("/activities/K1-7/documents/"))
    assert page.count("Only the owner can open this folder.") == 1
    document = Evidence.objects.get()
    assert "Only the owner can open" in words(organiser.get(f"/evidence/{document.number}/"))
