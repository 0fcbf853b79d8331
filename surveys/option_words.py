"""Words of an option as figures print them."""

from django.utils.translation import gettext as _

from rules.questionnaires.definition import Option
from rules.survey_maths.counting import UNKNOWN_OPTION


def option_words(option: Option, language: str) -> str:
    """Its text; of answers whose code no version of the questionnaire has, that they are unknown."""
    return _("unknown answer") if option == UNKNOWN_OPTION else option.text.in_language(language)
