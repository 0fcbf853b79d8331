"""The answer sheet as a form, made of a run's questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.actions import Given
from surveys.models import Question, QuestionType

LONGEST_TEXT = 2000


class AnswerForm(forms.Form):
    """One field per question, named by the question's code; words come from the data, in the reader's language."""

    use_required_attribute = False

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[question.code] = _field(question)

    def given(self) -> dict[Question, Given]:
        """What was answered; unanswered questions are not in it. Only after is_valid()."""
        sheet = {}
        for question in self.questions:
            value = self.cleaned_data[question.code]
            if value and question.type == QuestionType.SCALE:
                sheet[question] = Given(option=next(o for o in question.options.all() if o.code == value))
            elif value:
                sheet[question] = Given(text=value)
        return sheet


def _field(question: Question) -> forms.Field:
    if question.type == QuestionType.SCALE:
        return forms.ChoiceField(
            label=question.text,
            required=question.is_required,
            choices=[(option.code, option.text) for option in question.options.all()],
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Please choose one answer."),
                "invalid_choice": _("Please choose one of these answers."),
            },
        )
    return forms.CharField(
        label=question.text,
        required=question.is_required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
