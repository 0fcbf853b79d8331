"""The poster of a survey: the same sheet as the activity's, with the survey's own code."""

from django.utils import translation
from django.utils.translation import gettext as _

from events.activity_poster import poster_lines
from events.posters import PosterSpec
from surveys.models import Run


def survey_poster(run: Run, *, link: str, languages: tuple[str, ...]) -> PosterSpec:
    """What the poster says: the survey's title, what it is about, an activity's day and place."""
    return PosterSpec(
        title=run.about,
        link=link,
        heading=" · ".join(run.version.definition.title.in_language(code) for code in languages),
        lines=poster_lines(run.activity, languages) if run.activity else (),
        call=tuple(_call(code) for code in languages),
        organisation=run.project.grantee.name,
        languages=languages,
    )


def _call(language: str) -> str:
    with translation.override(language):
        return _("Scan with your phone's camera and answer: 1 minute")
