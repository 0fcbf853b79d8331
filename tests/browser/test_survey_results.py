"""Results on a phone and on a desk: axe finds nothing, nothing is too wide, figures stand in the pictures."""

from itertools import cycle, islice

import pytest

from grants.models import Role
from surveys.actions.results import switch_results
from surveys.actions.runs import close_run, open_run, open_satisfaction_run
from surveys.models import QuestionnaireVersion
from tests.browser.house import sign_in
from tests.browser.test_every_page import look
from tests.factories import Factory
from tests.surveys.opinion import fill, opinion_run

pytestmark = pytest.mark.browser


def wide_answers(definition, place):
    """A sheet of the questionnaire, another one for every place."""
    return {
        question.code: next(islice(cycle(question.codes), place, None)) if question.codes else None
        for question in definition.answered
        if question.type in {"single", "scale"}
    }


@pytest.fixture
def paths(transactional_db):
    """A house with an opinion survey, a satisfaction survey, a test, and a public page; its factory, its pages."""
    make = Factory()
    opinion, public = opinion_run(make), opinion_run(make)
    activity = make.activity(make.project())
    satisfied = open_satisfaction_run(activity, by=None)
    for rating in (5, 5, 4, 3, 1):
        sheet = {"overall": str(rating), "useful": "4", "comment": "Қанағаттанарлықтандырылмағандықтарыңыздан " * 4}
        fill(satisfied, [sheet], rating=rating)
    version = QuestionnaireVersion.objects.get(questionnaire__code="civic_knowledge")
    test = open_run(version=version, project=activity.project, activity=activity, by=None)
    for place in range(24):
        for wave in ("pre", "post"):
            sheet = wide_answers(version.definition, place + (wave == "post"))
            fill(test, [sheet], wave=wave, pair=f"{place:064x}")
    public = switch_results(public, on=True, by=None)
    close_run(public, by=None)
    pages = [
        f"/surveys/{opinion.pk}/results/?q_q2=1&q_q1=1",
        f"/surveys/{opinion.pk}/results/cross/?row=q3&column=q5",
        f"/surveys/{opinion.pk}/results/remarks/q5/",
        f"/surveys/{satisfied.pk}/results/",
        f"/surveys/{satisfied.pk}/results/texts/comment/",
        f"/surveys/{test.pk}/results/",
        f"/surveys/{test.pk}/results/pairs/",
        f"/results/{public.results_code}/",
    ]
    return make, pages


@pytest.mark.parametrize(("language", "scheme"), [("kk", "light"), ("ru", "dark")])
def test_every_page_of_results(new_phone, new_desktop, live_server, paths, language, scheme):
    make, pages = paths
    for page in (new_phone(color_scheme=scheme), new_desktop(color_scheme=scheme)):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        sign_in(page, make, Role.OWNER)
        assert [line for path in pages for line in look(page, path)] == []


def test_figures_are_written_in_the_pictures_and_stand_in_the_table_behind(new_phone, live_server, paths):
    make, pages = paths
    phone = new_phone(java_script_enabled=False)
    phone.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    sign_in(phone, make, Role.VIEWER)
    phone.goto(pages[3])
    card = phone.locator("#q-overall-scale")
    assert card.locator(".share-bar text").all_text_contents()[:2] == ["40.0 %", "20.0 %"]
    assert card.locator("tbody tr").first.locator("td").all_inner_texts() == ["2", "40.0\n(11.8–76.9)"]
    assert card.locator(".stack text").all_text_contents() == ["20.0", "20.0", "20.0", "40.0"]
    steps = card.locator(".step").evaluate_all("parts => parts.map(part => getComputedStyle(part).fillOpacity)")
    assert steps == ["0.08", "0.24", "0.42", "0.88", "1"]
