"""Opening a run, and what can be changed about it later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.models import Organisation
from surveys.actions.personal_links import names_in
from surveys.actions.run_settings import Cell, quota_questions
from surveys.actions.runs import USUAL_MODE
from surveys.mode_words import modes_of
from surveys.models import QuestionnaireVersion, Run, SurveyKind
from surveys.queries.runs import questionnaires_to_ask

MOST_PLANNED = 1_000_000


class NewRunForm(forms.Form):
    """Which questionnaire, in which mode, how many respondents are planned."""

    questionnaire = forms.ChoiceField(label=_("Questionnaire"), widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("What is known of who answered"), widget=forms.RadioSelect)
    planned = forms.IntegerField(
        label=_("Planned number of respondents"), required=False, min_value=1, max_value=MOST_PLANNED
    )

    def __init__(self, *args: Any, organisation: Organisation, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = questionnaires_to_ask(organisation=organisation, kind=kind)
        self._versions = {str(version.pk): version for version in versions}
        questionnaire, mode = self.fields["questionnaire"], self.fields["mode"]
        assert isinstance(questionnaire, forms.ChoiceField) and isinstance(mode, forms.ChoiceField)
        questionnaire.choices = [(pk, version.text) for pk, version in self._versions.items()]
        mode.choices = [(one.mode.value, one.mode.label) for one in modes_of(kind)]
        self.initial.setdefault("questionnaire", next(iter(self._versions), None))
        self.initial.setdefault("mode", USUAL_MODE[SurveyKind(kind)])

    def clean_questionnaire(self) -> QuestionnaireVersion:
        """The version to ask."""
        return self._versions[self.cleaned_data["questionnaire"]]

    @property
    def versions(self) -> list[QuestionnaireVersion]:
        """What can be asked with."""
        return list(self._versions.values())


class PlannedForm(forms.Form):
    """How many respondents are planned; empty: no plan."""

    planned = NewRunForm.base_fields["planned"]


class NamesForm(forms.Form):
    """A pasted list of people to make links for."""

    names = forms.CharField(
        label=_("Names, one a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=100_000,
        help_text=_("Whoever has a link already gets no second one."),
    )

    def clean_names(self) -> list[str]:
        """The names, each once."""
        return names_in(self.cleaned_data["names"])


class QuotaQuestionsForm(forms.Form):
    """By which questions respondents are planned."""

    rows = forms.ChoiceField(label=_("Rows of the grid"), required=False)
    columns = forms.ChoiceField(label=_("Columns of the grid"), required=False)

    def __init__(self, *args: Any, run: Run, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = quota_questions(run.version.definition)
        choices = [(question.code, question.text.in_language(language)) for question in asked]
        for name, nothing in (("rows", _("No quotas")), ("columns", _("One question is enough"))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", nothing), *choices]

    def clean(self) -> dict[str, Any]:
        """Two different questions; columns only beside rows."""
        found = super().clean() or {}
        if found.get("columns") and not found.get("rows"):
            self.add_error("rows", _("Choose the question for the rows first."))
        elif found.get("columns") and found["columns"] == found.get("rows"):
            self.add_error("columns", _("Choose another question than for the rows."))
        return found


class QuotaGridForm(forms.Form):
    """The planned number of every cell; empty: nothing planned there."""

    def __init__(self, *args: Any, run: Run, rows: str, columns: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = run.version.definition.by_code
        across = asked[columns].codes if columns else ("",)
        self.cells: list[Cell] = [(row, column) for row in asked[rows].codes for column in across]
        known: dict[Cell, int] = {}
        if (rows, columns) == (run.quota_rows, run.quota_columns):
            known = {(quota.row, quota.column): quota.planned for quota in run.quotas.all()}
        for cell in self.cells:
            self.fields[cell_name(cell)] = forms.IntegerField(
                required=False, min_value=0, max_value=MOST_PLANNED, initial=known.get(cell)
            )

    @property
    def planned(self) -> dict[Cell, int]:
        """What was filled in."""
        return {cell: number for cell in self.cells if (number := self.cleaned_data.get(cell_name(cell)))}


def cell_name(cell: Cell) -> str:
    """The field of a cell."""
    return f"cell-{cell[0]}-{cell[1]}"
