"""The page with the questions: every type, faults, languages, versions, names, what its scripts are answered."""

from surveys.actions.runs import stop_wave
from surveys.models import Answered, Mode, QuestionnaireVersion, Response
from tests.surveys.conftest import GOOD, Answerer, door, same_pass
from tests.surveys.every_type import DOCUMENT, FORM, KEPT, run_with_every_type, version_of


def test_every_type_of_question_is_asked_and_kept(make):
    answerer = Answerer(door(run_with_every_type(make)))
    page = answerer.client.get(answerer.path).content.decode()
    assert [page.count(f'data-type="{kind}"') for kind in ("single", "number", "scale", "multiple", "score")] == [1] * 5
    assert [page.count(f'data-type="{kind}"') for kind in ("short_text", "long_text", "ranking", "date")] == [
        1,
        2,
        1,
        1,
    ]
    assert (page.count("<select"), page.count("<h2"), page.count("<h3"), page.count("<h1")) == (3, 3, 10, 1)
    assert page.count('value="~"') == 4
    assert answerer.send(**FORM).status_code == 302
    response = Response.objects.get()
    assert (response.answers, response.rating) == (KEPT, 5)


def test_every_fault_of_every_type_is_told_at_once_and_nothing_is_lost(make):
    answerer = Answerer(door(run_with_every_type(make)))
    page = answerer.send(
        q_age="жиырма",
        q_agree="9",
        q_topics=["law", "none"],
        q_recommend="3",
        q_order=["law", "law", ""],
        q_since="31.02.2025",
        q_comment="о" * 5001,
    )
    assert {code: fault.code for code, fault in page.context["filled"].faults.items()} == {
        "gender": "required",
        "age": "not_a_number",
        "agree": "unknown_option",
        "topics": "excludes_others",
        "mend": "required",
        "order": "ranked_twice",
        "since": "not_a_date",
        "comment": "too_long",
    }
    text = page.content.decode()
    assert [kept in text for kept in ('value="жиырма"', 'value="31.02.2025"', "о" * 5001)] == [True, True, True]
    assert text.count('<option value="law" selected>') == 2


def test_the_language_is_changed_in_the_middle_and_nothing_is_lost(make):
    answerer = Answerer(door(run_with_every_type(make)))
    form = answerer.form()
    page = answerer.client.post(answerer.path, {**form, **FORM, "q_age": "", "switch": "ru"})
    assert (page.status_code, same_pass(page.context["pass"], form["pass"])) == (200, True)
    text = page.content.decode()
    assert '<html lang="ru">' in text
    assert 'value="female" checked' in text
    assert "Құқығымды білдім</textarea>" in text
    assert page.cookies["django_language"].value == "ru"
    assert Response.objects.count() == 0
    assert answerer.client.post(answerer.path, {**form, **FORM}).status_code == 302
    assert (Response.objects.get().language, Response.objects.get().answers) == ("ru", KEPT)


def test_only_offered_languages_are_switched_to(make):
    document = {**DOCUMENT, "languages": ["kk", "ru"]}
    run = run_with_every_type(make)
    run.version = version_of(document)
    run.save()
    answerer = Answerer(door(run))
    page = answerer.client.get(answerer.path).content.decode()
    assert [f'name="switch" value="{code}"' in page for code in ("kk", "ru", "en")] == [True, True, False]
    for wrong in ("en", "de", "\x00", ""):
        answer = answerer.client.post(answerer.path, {**answerer.form(), "switch": wrong})
        assert (answer.status_code, answer.cookies["django_language"].value) == (200, "kk")


def test_a_page_of_an_older_version_is_read_with_that_version(make):
    run = run_with_every_type(make)
    answerer = Answerer(door(run))
    form = answerer.form()
    questions = [
        {**one, "options": one["options"][:4]} if one["code"] == "agree" else one for one in DOCUMENT["questions"]
    ]
    old, run.version = run.version, version_of({**DOCUMENT, "questions": questions})
    run.save()
    # "5" is no option any more; this page still asked it.
    assert answerer.client.post(answerer.path, {**form, **FORM}).status_code == 302
    assert (Response.objects.get().version, Response.objects.get().answers["agree"]) == (old, "5")
    other = Answerer(door(run))
    assert other.send(**FORM).context["filled"].faults["agree"].code == "unknown_option"


def test_a_name_is_kept_only_with_the_tick_and_never_required(make):
    run = run_with_every_type(make, mode=Mode.NAMED)
    for fields in ({"name": " Айгүл  Сәрсен ", "name_agreed": "on"}, {"name": "Ерлан"}, {"name_agreed": "on"}, {}):
        assert Answerer(door(run)).send(**FORM, **fields).status_code == 302
    assert sorted(Response.objects.values_list("name", flat=True)) == ["", "", "", "Айгүл Сәрсен"]


def test_a_name_sent_where_none_is_asked_is_not_kept(answerer):
    assert 'name="name"' not in answerer.client.get(answerer.path).content.decode()
    answerer.send(**GOOD, name="Айгүл", name_agreed="on")
    assert Response.objects.get().name == ""


def test_the_page_says_how_long_it_takes_and_what_the_mode_means(make):
    for mode, words in (
        ("anonymous", "Anonymous: "),
        ("confidential", "Confidential: "),
        ("named", "only if you agree"),
    ):
        answerer = Answerer(door(run_with_every_type(make, mode=mode)))
        answerer.client.cookies["django_language"] = "en"
        page = answerer.client.get(answerer.path).content.decode()
        assert (words in page, "About 3 minutes." in page) == (True, True)


def test_scripts_are_answered_with_json(make, wave):
    answerer = Answerer(wave)
    form, accept = answerer.form(), {"accept": "application/json"}
    here = answerer.path

    def send(**fields):
        answer = answerer.client.post(here, fields, headers=accept)
        return answer.status_code, answer.json()

    answerer.client.cookies["django_language"] = "en"
    status, told = send(q_overall="5")
    assert (status, told["status"], told["pass"] != form["pass"]) == (400, "stale", True)
    faults = {"useful": "Please answer this question."}
    assert send(**form, q_overall="5") == (422, {"status": "faults", "faults": faults})
    assert send(**form, switch="ru") == (200, {"status": "open"})
    assert send(**form, **GOOD) == (200, {"status": "new", "go": f"{here}thanks/"})
    assert send(**form, **GOOD) == (200, {"status": "already", "go": f"{here}thanks/"})
    other = {**GOOD, "q_overall": "1"}
    assert send(**form, **other) == (200, {"status": "already", "go": f"{here}thanks/?again=1"})
    assert send(**form) == (200, {"status": "already", "go": f"{here}thanks/?again=1"})
    stop_wave(wave, by=None)
    status, told = send(**GOOD)
    assert (status, told["status"], told["go"]) == (410, "closed", here)
    assert (Response.objects.count(), Answered.objects.count()) == (1, 1)


def test_a_page_is_made_once_and_anew_when_what_it_says_has_changed(make, django_assert_num_queries):
    run = run_with_every_type(make)
    answerer = Answerer(door(run))
    first = answerer.form()
    with django_assert_num_queries(2):  # the door; has this phone answered
        assert answerer.form()["pass"] != first["pass"]
    run.project.title = "Жаңа атау"
    run.project.save()
    assert "Жаңа атау" in answerer.client.get(answerer.path).content.decode()
    answerer.client.cookies["django_language"] = "ru"
    assert "Сколько Вам лет?" in answerer.client.get(answerer.path).content.decode()


def test_a_sheet_costs_few_statements(make, django_assert_num_queries):
    answerer = Answerer(door(run_with_every_type(make)))
    form = answerer.form()
    with django_assert_num_queries(5):  # the door; begin, mark, sheet, end
        assert answerer.client.post(answerer.path, {**form, **FORM}).status_code == 302


def test_no_words_of_a_questionnaire_stand_for_the_pass(make):
    """A page is kept with marks where each one's pass goes; words that look like marks stay words."""
    definition = {**DOCUMENT, "intro": dict.fromkeys(("kk", "ru", "en"), "\ue000pass\ue000 pass- \ue000sheet\ue000")}
    run = run_with_every_type(make)
    QuestionnaireVersion.objects.filter(pk=run.version_id).update(document=definition)
    for _ in range(2):
        said = Answerer(door(run)).client.get(f"/s/{door(run).public_code}/").content.decode()
        assert "\ue000pass\ue000 pass- \ue000sheet\ue000" in said
        assert said.count('name="pass"') == 1
