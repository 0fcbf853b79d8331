"""Questionnaires, the runs in which they are answered, and answers that no row links to a person."""

from surveys.models.questionnaires import Questionnaire, QuestionnaireVersion, SurveyKind
from surveys.models.responses import Answered, Response, ResponseSource
from surveys.models.runs import Mode, PersonalLink, Quota, Remark, Run, Wave, WaveName, new_link_code, new_run_key

__all__ = [
    "Answered",
    "Mode",
    "PersonalLink",
    "Questionnaire",
    "QuestionnaireVersion",
    "Quota",
    "Remark",
    "Response",
    "ResponseSource",
    "Run",
    "SurveyKind",
    "Wave",
    "WaveName",
    "new_link_code",
    "new_run_key",
]
