"""Posters: the code holds the link letter by letter, the words fit on the sheet."""

import io
from datetime import date, time

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from events.activity_poster import activity_poster
from events.posters import BOTTOM, HEIGHT, PosterSpec, lay_out, poster_pdf, poster_png, qr_modules
from grants.models import AuditEntry, Role
from tests.conftest import signed_in

LINK = "https://outreach.example.kz/a/23BCDFGH/"


def decoded(png: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))]


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    assert [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]] == [210, 297]
    return " ".join(pages[0].extract_text().split())


def spec_of(activity, *languages):
    return activity_poster(activity, link=LINK, languages=languages or ("kk", "ru"))


@pytest.fixture
def lecture(make):
    return make.activity(
        make.project(ref="P1"),
        kind="lecture",
        ref="P1-01",
        title="«Толеранттылық – бейбітшілік пен келісімге жол» 1-дәріс",
        starts_on=date(2025, 5, 22),
        starts_at=time(9, 0),
        venue="Тараз сервис және технологиялық колледжі",
    )


def test_the_pictures_code_is_the_activitys_link(lecture, organiser, settings):
    settings.PUBLIC_URL = "https://outreach.example.kz"
    answer = organiser.get("/activities/P1-01/poster.png")
    assert answer["Content-Type"] == "image/png"
    assert decoded(answer.content) == [f"https://outreach.example.kz/a/{lecture.public_code}/"]
    assert Image.open(io.BytesIO(answer.content)).size == (1240, 1754)


def test_without_a_public_address_the_browsers_own_is_printed(lecture, organiser):
    png = organiser.get("/activities/P1-01/poster.png", headers={"host": "localhost:8000"}).content
    assert decoded(png) == [f"http://localhost:8000/a/{lecture.public_code}/"]


def test_the_pdf_says_everything_in_kazakh(lecture, organiser):
    text = text_of(organiser.get("/activities/P1-01/poster.pdf", {"language": "kk"}).content)
    for words in (
        "«Толеранттылық – бейбітшілік пен келісімге жол» 1-дәріс",
        "Дәріс",
        "2025 жылғы 22 мамыр",
        "09:00",
        "Тараз сервис және технологиялық колледжі",
        f"testserver/a/{lecture.public_code}/",
        lecture.project.grantee.name,
    ):
        assert words in text
    assert "Лекция" not in text
    assert "мая" not in text


def test_where_one_must_be_in_the_hall_the_poster_sends_to_the_screen(lecture):
    usual = spec_of(lecture).call
    lecture.wants_presence_code = True
    hall = spec_of(lecture).call
    assert hall
    assert set(hall).isdisjoint(usual)


def test_the_pdf_says_it_in_russian_and_in_both(lecture, organiser):
    russian = text_of(organiser.get("/activities/P1-01/poster.pdf", {"language": "ru"}).content)
    assert "22 мая 2025 года" in russian
    assert "Лекция" in russian
    assert "жылғы" not in russian
    both = text_of(organiser.get("/activities/P1-01/poster.pdf", {"language": "klingon"}).content)
    assert "2025 жылғы 22 мамыр · 22 мая 2025 года" in both
    assert "Дәріс · Лекция" in both


def test_a_name_equal_in_both_languages_stands_once(make):
    assert spec_of(make.activity(kind="seminar")).heading == "Семинар"


def test_the_pdfs_code_can_be_read_from_paper(lecture):
    """The page drawn by another program, as a printer would."""
    page = pypdfium2.PdfDocument(poster_pdf(spec_of(lecture)))[0].render(scale=100 / 72).to_pil()
    picture = io.BytesIO()
    page.save(picture, "PNG")
    assert decoded(picture.getvalue()) == [LINK]


@pytest.mark.parametrize("title", ["Өте ұзын атау " * 35, "Ж" * 500, "📚 \0\n\tКітап \u202e оқу", "Д"])
def test_any_title_fits_on_the_sheet(make, title):
    # Longer than the columns allow and with what PostgreSQL refuses: the sheet is drawn from what is in memory.
    activity = make.activity()
    activity.title, activity.venue = title, "Мәдениет үйі " * 25
    spec = spec_of(activity)
    layout = lay_out(spec)
    assert decoded(poster_png(spec)) == [LINK]
    assert len(PdfReader(io.BytesIO(poster_pdf(spec))).pages) == 1
    baselines = [line.baseline for line in layout.texts]
    assert min(baselines) > 15
    assert max(baselines) <= BOTTOM < HEIGHT
    above = [line.baseline for line in layout.texts if line.baseline < layout.code_top + layout.code_size / 2]
    below = [
        line.baseline - line.size * 0.35
        for line in layout.texts
        if line.baseline > layout.code_top + layout.code_size / 2
    ]
    quiet = 4 * layout.code_size / len(layout.modules)
    assert max(above) <= layout.code_top + quiet
    assert min(below) >= layout.code_top + layout.code_size - quiet


def test_a_poster_without_date_and_place_has_no_empty_lines(make):
    spec = spec_of(make.activity(starts_on=None, starts_at=None, venue="", town="", address=""))
    assert spec.lines == ()
    assert decoded(poster_png(spec)) == [LINK]


def test_several_days_are_told_as_a_range(make):
    spec = spec_of(make.activity(starts_on=date(2025, 5, 30), ends_on=date(2025, 6, 2)))
    assert spec.lines[0] == "2025 жылғы 30 мамыр – 2 маусым · 30 мая – 2 июня 2025 года"


def test_the_code_keeps_its_quiet_zone_and_survives_a_stain():
    modules = qr_modules(LINK)
    side = len(modules)
    edge = [*modules[:4], *modules[-4:], *(row[:4] + row[-4:] for row in modules)]
    assert not any(any(cells) for cells in edge)
    image = Image.open(io.BytesIO(poster_png(PosterSpec(title="", link=LINK))))
    layout = lay_out(PosterSpec(title="", link=LINK))
    middle = (105 / 25.4 * 150, (layout.code_top + layout.code_size / 2) / 25.4 * 150)
    stain = round(layout.code_size / 25.4 * 150 / side * 4)
    image.paste(
        "white", (int(middle[0]) - stain, int(middle[1]) - stain, int(middle[0]) + stain, int(middle[1]) + stain)
    )
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [LINK]


def test_the_page_shows_the_poster_and_its_files(lecture, organiser):
    page = organiser.get("/activities/P1-01/poster/", {"language": "ru"}).content.decode()
    assert 'src="/activities/P1-01/poster.png?language=ru"' in page
    assert "/activities/P1-01/poster.pdf?language=ru&amp;download=1" in page
    assert f"/a/{lecture.public_code}/" in page


def test_taking_the_poster_is_noted_once_and_looking_is_not(lecture, organiser):
    organiser.get("/activities/P1-01/poster.png")
    assert AuditEntry.objects.count() == 0
    answer = organiser.get("/activities/P1-01/poster.pdf", {"download": "1"})
    organiser.get("/activities/P1-01/poster.png", {"download": "1"})
    assert answer["Content-Disposition"] == 'attachment; filename="P1-01-poster.pdf"'
    assert AuditEntry.objects.filter(verb="activity.poster").count() == 1


@pytest.mark.parametrize("address", ["poster/", "poster.pdf", "poster.png"])
def test_posters_are_for_members_of_the_organisation(make, organiser, client, address):
    make.other_organisation().activity(ref="F1")
    make.activity(ref="A1")
    assert organiser.get(f"/activities/F1/{address}").status_code == 404
    assert organiser.get(f"/activities/no-such/{address}").status_code == 404
    assert organiser.post(f"/activities/A1/{address}").status_code == 405
    assert client.get(f"/activities/A1/{address}").status_code == 302
    assert signed_in(make.member(Role.VIEWER).user).get(f"/activities/A1/{address}").status_code == 200
