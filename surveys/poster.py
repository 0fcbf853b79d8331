"""The poster of a survey: the same sheet as the activity's, with the survey's own code."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.activity_poster import poster_lines
from events.posters import PosterSpec
from rules.questionnaires.duration import minutes_of
from surveys.models import Run, Wave, WaveName


def survey_poster(run: Run, *, wave: Wave, link: str, languages: tuple[str, ...]) -> PosterSpec:
    """What the poster of a door says: the questionnaire's title (of a test: before or after), what it is about, an
    activity's day and place."""
    return PosterSpec(
        title=run.about,
        link=link,
        heading=" · ".join(dict.fromkeys(_heading(run, wave, code) for code in languages)),
        lines=poster_lines(run.activity, languages) if run.activity else (),
        call=tuple(_call(run, code) for code in languages),
        organisation=run.project.grantee.name,
        languages=languages,
    )


def _heading(run: Run, wave: Wave, language: str) -> str:
    title = run.version.definition.title.in_language(language)
    if wave.name == WaveName.ONLY:
        return title
    with translation.override(language):
        when = pgettext("survey wave", "before") if wave.name == WaveName.PRE else pgettext("survey wave", "after")
    return f"{title} ({when})"


def _call(run: Run, language: str) -> str:
    """How long it takes, by the number of questions: nobody scans a code that may take half an hour."""
    minutes = minutes_of(run.version.definition)
    with translation.override(language):
        if minutes == 1:
            return _("Scan with your phone's camera and answer: 1 minute")
        return _("Scan with your phone's camera and answer: %(minutes)s minutes") % {"minutes": minutes}
