"""What people said, as members read it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import Role
from surveys.actions import close_run, open_satisfaction_run
from surveys.models import Run
from surveys.queries import run_results, satisfaction_of
from tests.conftest import signed_in
from tests.surveys.test_actions import submit


def answer(run, *overalls, comment=""):
    for overall in overalls:
        submit(run, f"phone:{run.pk}:{overall}:{run.responses.count()}", overall=str(overall), comment=comment)


def test_satisfied_are_the_two_best_answers_with_n(make, run):
    silent = make.activity()
    answer(run, 5, 5, 4, 3, 1)
    found = satisfaction_of(activities=[run.activity_id, silent.pk])
    assert (found[run.activity_id].n, found[run.activity_id].satisfied) == (5, 3)
    assert found[run.activity_id].share == Decimal("60.0")
    assert (found[silent.pk].n, found[silent.pk].share) == (0, None)


def test_results_give_counts_shares_that_sum_to_a_hundred_and_the_missing(run):
    answer(run, 5, 4, 3)
    submit(run, "phone:x", comment="Керемет")
    results = run_results(run=run)
    overall, _useful, comment = results.questions
    assert results.n == 4
    assert [row.count for row in overall.options] == [2, 1, 1, 0, 0]
    assert [row.share for row in overall.options] == [Decimal(s) for s in ("50.0", "25.0", "25.0", "0.0", "0.0")]
    assert (overall.n, overall.missing, overall.whole) == (4, 0, Decimal("100.0"))
    assert (comment.n, comment.missing, comment.texts) == (1, 3, ("Керемет",))


def test_results_of_many_take_as_many_queries_as_of_few(make, run):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            run_results(run=run)
            satisfaction_of(activities=[run.activity_id])
        return len(captured)

    answer(run, 5, comment="а")
    few = queries()
    answer(run, 5, 4, 3, 2, 1, comment="б")
    assert queries() == few


def test_the_activitys_page_shows_share_n_and_comments(organiser, run):
    answer(run, 5, 5, 2, comment="<b>Рақмет</b>")
    page = organiser.get(f"/activities/{run.activity.ref}/survey/").content.decode()
    assert "66,7 %" in page
    assert page.count("&lt;b&gt;Рақмет&lt;/b&gt;") == 3
    assert f"/s/{run.public_code}/" in page
    assert "style=" not in page


def test_a_survey_is_opened_and_closed_by_organisers_only(make):
    activity = make.activity()
    path = f"/activities/{activity.ref}/survey/"
    for role, allowed in ((Role.VIEWER, False), (Role.STAFF, False), (Role.ORGANISER, True)):
        client = signed_in(make.member(role).user)
        assert client.get(path).status_code == 200
        assert client.post(f"{path}open/").status_code == (302 if allowed else 403)
        assert Run.objects.exists() is allowed
    assert client.post(f"{path}close/").status_code == 302
    assert Run.objects.get().closed_at
    assert client.get(path).status_code == 200


def test_posters_carry_the_surveys_own_link(organiser, run):
    path = f"/activities/{run.activity.ref}/survey/poster"
    pdf, png = organiser.get(f"{path}.pdf?language=ru"), organiser.get(f"{path}.png")
    assert pdf.content.startswith(b"%PDF")
    assert png.content.startswith(b"\x89PNG")
    import io

    import zxingcpp
    from PIL import Image

    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png.content)), formats=zxingcpp.BarcodeFormat.QRCode)
    assert code.text == f"http://testserver/s/{run.public_code}/"


@pytest.mark.parametrize("rest", ["", "poster.pdf", "poster.png"])
def test_another_organisations_survey_is_not_there(make, rest):
    other = make.other_organisation()
    run = open_satisfaction_run(other.activity(ref="FOREIGN-1"), by=None)
    client = signed_in(make.member(Role.OWNER).user)
    assert client.get(f"/activities/{run.activity.ref}/survey/{rest}").status_code == 404
    assert client.post(f"/activities/{run.activity.ref}/survey/close/").status_code == 404
    run.refresh_from_db()
    assert run.closed_at is None


def test_the_list_parts_answered_from_unanswered_in_constant_queries(make, organiser):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = organiser.get("/surveys/")
        return page, len(captured)

    first = open_satisfaction_run(make.activity(), by=None)
    answer(first, 5, 5, 2)
    make.activity(kind="information_work")
    page, few = queries()
    assert [row.activity for row in page.context["answered"]] == [first.activity]
    assert page.context["unanswered"] == []
    for _ in range(3):
        make.activity()
    close_run(open_satisfaction_run(make.activity(), by=None), by=None)
    page, many = queries()
    assert (len(page.context["unanswered"]), many) == (4, few)
