"""Questionnaires that survey tests ask with."""

from itertools import count

from django.utils import timezone

from surveys.models import Questionnaire, QuestionnaireVersion

_numbers = count(1)


def words(text):
    """The same text in three languages, told apart by its end."""
    return {"kk": f"{text} (қаз)", "ru": f"{text} (рус)", "en": text}


def option(code, text=None, **more):
    return {"code": code, "text": words(text or code), **more}


def question(code, type="single", options=(), text=None, **more):
    row = {"code": code, "type": type, "text": words(text or f"Question {code}"), **more}
    return row | ({"options": list(options)} if options else {})


GENDER = question("gender", options=[option("female", "Woman"), option("male", "Man")])
AGE = question("age", options=[option("young", "Up to 35"), option("older", "Over 35")])
KNOWS = question("knows", options=[option("right", correct=True), option("wrong")])


def version(make=None, *questions, kind="opinion", organisation=None, published=True, number=1, of=None, **more):
    """A version of a new questionnaire (or of `of`), of the maker's organisation."""
    owner = organisation or (make.organisation if make else None)
    questionnaire = of or Questionnaire.objects.create(organisation=owner, code=f"own-{next(_numbers)}", kind=kind)
    document = {"title": words(f"About {questionnaire.code}"), "questions": list(questions or [GENDER, AGE]), **more}
    return QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        number=number,
        document=document,
        published_at=timezone.now() if published else None,
    )
