"""Pages of results: what members see, filters, two-way tables, before and after, sentences."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grants.models import AuditEntry, Role
from rules.questionnaires.definition import Condition, Definition, Option, Question, ShowIf, Words
from rules.questionnaires.documents import document_of
from surveys.actions.runs import open_run, open_satisfaction_run
from surveys.models import QuestionnaireVersion, Remark
from surveys.queries.pairs import pairs_of
from surveys.queries.remarks import remarks_of
from surveys.queries.results import run_results
from tests.conftest import signed_in
from tests.surveys.opinion import fill, opinion_run, version_of

A, B = Option("a", Words("Иә"), is_correct=True), Option("b", Words("Жоқ"))
X, Y = (Question(code, "single", Words(f"{code}?"), options=(A, B)) for code in ("x", "y"))
TEST = Definition(Words("Тест"), (X, Y))


def english(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def viewer(make):
    return english(signed_in(make.member(Role.VIEWER).user))


@pytest.fixture
def satisfied(make):
    run = open_satisfaction_run(make.activity(), by=None)
    for _person in range(6):
        make.attendance(run.activity)
    for rating in (5, 5, 2):
        fill(run, [{"overall": str(rating), "useful": "4", "comment": "<b>Рақмет</b>"}], rating=rating)
    return run


def text_of(client, run, rest="", **query):
    answer = client.get(f"/surveys/{run.pk}/results/{rest}", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_satisfaction_with_formula_n_and_response_rate(viewer, satisfied):
    text = text_of(viewer, satisfied)
    assert "66.7 %" in text
    assert "share of the two best answers, 3 answers" in text
    assert "3 answered of 6 counted" in text
    assert text.count("&lt;b&gt;Рақмет&lt;/b&gt;") == 3
    assert "backups made before keep it" in text
    assert "Switch the page on" not in text


def test_over_a_series_an_identified_person_is_counted_once(make, viewer):
    from events.actions.series import choose_activities, make_series

    project = make.project()
    activities = [make.activity(project) for _ in range(2)]
    series = make_series(project, title="Топтама", by=None)
    choose_activities(series, activities, by=None)
    person = make.person()
    for activity in activities:
        make.attendance(activity, person=person)
        make.attendance(activity, person=None)
    rated = Definition(
        Words("Баға"),
        (Question("overall", "scale", Words("?"), options=tuple(Option(str(v), Words(str(v)), v) for v in (1, 2, 3))),),
        satisfaction="overall",
    )
    run = open_run(version=version_of(make, rated, "satisfaction"), project=project, series=series, by=None)
    fill(run, [{"overall": "3"}], rating=3)
    assert "1 answered of 3 counted" in text_of(viewer, run)


def test_filters_narrow_and_warn_of_few(viewer, make):
    run = opinion_run(make)
    text = text_of(viewer, run, q_q2="2", q_q1="4")
    assert re.search(r"of 3\D*428 sheets", text)
    assert "Do not guess whose they are" not in text
    assert "Қысқаша байқау" not in text
    few = text_of(viewer, run, q_q3="7", q_q1="1")
    assert "Do not guess whose they are" in few
    nobody = text_of(viewer, run, q_q1="nonsense")
    assert '<p class="big-number">0</p>' in nobody


def test_the_page_takes_as_many_queries_for_many_sheets_as_for_few(viewer, satisfied):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            text_of(viewer, satisfied)
        return len(captured)

    queries()  # the session is read anew afterwards
    few = queries()
    fill(satisfied, [{"overall": "5", "useful": "4", "comment": "а"}] * 200, rating=5)
    assert queries() == few == 13


def test_texts_are_paged_and_named_only_where_names_may_be_seen(make):
    asked = Definition(Words("Сараптама"), (Question("text", "long_text", Words("Ұсыныс?")),))
    run = open_run(version=version_of(make, asked, "expert"), project=make.project(), mode="named", by=None)
    fill(run, [{"text": f"Пікір {number}"} for number in range(60)], name="Айша Сарапшы")
    organiser, viewer = (english(signed_in(make.member(role).user)) for role in (Role.ORGANISER, Role.VIEWER))
    page = text_of(organiser, run, "texts/text/")
    assert (page.count("Пікір "), page.count("Айша Сарапшы")) == (50, 50)
    assert text_of(organiser, run, "texts/text/", page=2).count("Пікір ") == 10
    assert "Айша" not in text_of(viewer, run, "texts/text/")
    assert "Айша" not in text_of(organiser, run)
    assert viewer.get(f"/surveys/{run.pk}/results/texts/nothing/").status_code == 404


def test_a_two_way_table_sums_and_its_file_hides_small_groups(make, organiser):
    run = opinion_run(make)
    page = text_of(english(organiser), run, "cross/", row="q3", column="q2")
    assert "Some groups have fewer than 10 people" in page
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page)
    numbers = re.compile(r'number[^>]*">(\d+)')
    figures = {label: list(map(int, numbers.findall(cells.replace("\xa0", "")))) for label, cells in rows}
    assert sum(base for *_cells, base in figures.values()) == 3428
    assert all(sum(cells) == base for *cells, base in figures.values())
    assert figures["not stated"][-1] == 2
    table = organiser.get(f"/surveys/{run.pk}/results/cross.csv?row=q3&column=q2").content.decode("utf-8-sig")
    lines = dict(line.split(";", 1) for line in table.strip().split("\r\n"))
    assert lines["Неміс"] == "hidden;hidden;hidden;hidden"
    # Whatever is shown sums up; what is hidden is more than one group.
    assert sum(line.startswith("hidden") for line in lines.values()) >= 2
    assert lines["Total"].endswith(";3428")


def test_a_question_and_what_it_decides_are_not_crossed_for_publishing(make, organiser):
    hanging = ShowIf("all", (Condition("x", "any_of", ("a",)),))
    hung = Question("z", "single", Words("z?"), options=(A, B), show_if=hanging)
    asked = Definition(Words("С"), (X, hung))
    run = open_run(version=version_of(make, asked), project=make.project(), by=None)
    fill(run, [{"x": "a", "z": "b"}] * 20 + [{"x": "b"}] * 20)
    assert organiser.get(f"/surveys/{run.pk}/results/cross.csv?row=x&column=z").status_code == 409
    assert text_of(organiser, run, "cross/", row="x", column="z")
    assert organiser.get(f"/surveys/{run.pk}/results/cross.csv?row=x&column=x").status_code == 404


@pytest.fixture
def tested(make):
    """30 before, 24 of them after; two on paper before."""
    activity = make.activity()
    run = open_run(version=version_of(make, TEST, "test"), project=activity.project, activity=activity, by=None)
    for number in range(30):
        pair = f"{number:064x}"
        fill(run, [{"x": "a" if number < 10 else "b", "y": "b"}], wave="pre", pair=pair)
        if number < 24:
            fill(run, [{"x": "a" if number % 2 else "b", "y": "a"}], wave="post", pair=pair)
    fill(run, [{"x": "a", "y": "a"}] * 2, wave="pre", source="paper")
    return run


def test_before_and_after_compare_the_same_people(viewer, tested):
    found = pairs_of(run=tested)
    assert (found.pre_n, found.post_n, found.result.paired_n, found.pre_unmarked) == (32, 24, 24, 2)
    x, y = found.questions
    assert (x.right_before, x.right_after, x.change.test.gained, x.change.test.lost) == (10, 12, 7, 5)
    assert (y.right_before, y.right_after) == (0, 24)
    assert round(found.result.mean_change, 2) == 54.17
    assert (found.result.drop_out.left, found.result.strength) == (6, "usual")
    text = text_of(viewer, tested, "pairs/")
    assert "20.8 % right before and 75.0 % after" in text
    assert "Cannot be paired, because nobody knew whose they are (paper, tablet): 2 before, 0 after" in text
    assert viewer.get(f"/surveys/{tested.pk}/results/").content.decode().count("24 answers") == 2
    assert "32" in text_of(viewer, tested, door="pre")


@pytest.mark.parametrize(("people", "words"), [(4, "too few to say"), (5, "read it as a hint"), (20, "after.</p>")])
def test_few_pairs_are_worded_softly(make, viewer, people, words):
    activity = make.activity()
    run = open_run(version=version_of(make, TEST, "test"), project=activity.project, activity=activity, by=None)
    for number in range(people):
        for wave, code in (("pre", "b"), ("post", "a")):
            fill(run, [{"x": code, "y": "a"}], wave=wave, pair=f"{number:064x}")
    text = text_of(viewer, run, "pairs/")
    assert words in text
    assert ("McNemar" in text) == (people >= 5)


def test_a_run_that_is_no_test_has_no_pairs(viewer, satisfied):
    assert viewer.get(f"/surveys/{satisfied.pk}/results/pairs/").status_code == 404


def test_a_sentence_is_proposed_changed_and_taken_back(make, organiser):
    run = opinion_run(make)
    path = f"/surveys/{run.pk}/results/remarks/q1/"
    proposed = next(iter(remarks_of(run_results(run=run))))
    assert "94,4%" in proposed.kk
    organiser.cookies["django_language"] = "ru"
    assert "Краткое наблюдение: " + proposed.ru in text_of(organiser, run)
    organiser.post(path, {"kk": "Жастар басым (94,4%)", "ru": "Преобладает молодёжь (91,2%)"})
    changed = next(iter(remarks_of(run_results(run=run))))
    assert (changed.kk, changed.is_changed, changed.strange) == ("Жастар басым (94,4%)", True, ("91,2",))
    text = text_of(english(organiser), run)
    assert "Жастар басым (94,4%)" in text
    assert "not among the figures (any more): 91,2" in text
    organiser.post(path, {"back": "1"})
    assert not Remark.objects.exists()
    assert next(iter(remarks_of(run_results(run=run)))).kk == proposed.kk
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["survey.remark", "survey.remark_back"]


def test_a_sentence_saved_as_proposed_follows_the_figures_and_an_empty_one_stays_away(make, organiser):
    run = opinion_run(make)
    path = f"/surveys/{run.pk}/results/remarks/q1/"
    proposed = next(iter(remarks_of(run_results(run=run))))
    organiser.post(path, {"kk": proposed.kk, "ru": proposed.ru})
    assert not Remark.objects.exists()
    organiser.post(path, {"kk": "", "ru": ""})
    assert "No sentence stands here." in text_of(english(organiser), run)
    long = organiser.post(path, {"kk": "а" * 1001, "ru": "б"})
    assert (long.status_code, "а" * 1001 in long.content.decode()) == (422, True)
    assert organiser.get(f"/surveys/{run.pk}/results/remarks/nothing/").status_code == 404


def test_figures_that_changed_after_a_sentence_was_written_are_told(make, organiser):
    run = opinion_run(make)
    organiser.post(f"/surveys/{run.pk}/results/remarks/q2/", {"kk": "Әйелдер 69,9%, 2025 жыл", "ru": ""})
    second = remarks_of(run_results(run=run))[1]
    assert second.strange == ()
    fill(run, [{"q2": "2"}] * 100)
    assert remarks_of(run_results(run=run))[1].strange == ("69,9",)


def test_what_is_no_longer_asked_stands_last(make, viewer):
    version = version_of(make, TEST)
    newer = QuestionnaireVersion.objects.create(
        questionnaire=version.questionnaire,
        number=2,
        published_at=version.published_at,
        document=document_of(Definition(Words("Тест"), (X,))),
    )
    run = open_run(version=newer, project=make.project(), by=None)
    fill(run, [{"x": "a", "y": "b"}], version=version)
    text = text_of(viewer, run)
    assert text.index("x?") < text.index("no longer asked")
    assert text.count("no longer asked") == 1
