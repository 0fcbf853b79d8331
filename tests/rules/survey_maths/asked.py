"""Made-up questions: their figures, for the sentences about them, and sheets counted at once."""

from decimal import Decimal

from rules.questionnaires.definition import Words
from rules.shares import printed_shares, share
from rules.survey_maths.counting import Counting
from rules.survey_maths.scales import summary
from rules.survey_maths.sentences import Figures, OptionFigures

ASKED = Words("Қатысасыз ба?", "Участвуете ли Вы?")
LABEL = Words("Жынысы", "Пол")
NAMES = "АБВГДЕЖЗ"


def single(counts, question=ASKED, kind="single", base=None, respondents=None):
    base = sum(counts) if base is None else base
    shares = printed_shares(counts) if kind == "single" else [share(count, base) for count in counts]
    options = tuple(
        OptionFigures(Words(f"{name}-kk", f"{name}-ru"), count, one)
        for name, count, one in zip(NAMES, counts, shares, strict=False)
    )
    return Figures(kind, question, base, base if respondents is None else respondents, options)


def scale(counts, kind="scale"):
    start = 0 if kind == "score" else 1
    found = summary(dict(enumerate(counts, start)))
    shares = printed_shares(counts)
    best = sum(counts[-2:])
    return Figures(
        kind,
        ASKED,
        found.n,
        found.n,
        tuple(
            OptionFigures(Words(str(value)), count, part, value)
            for value, (count, part) in enumerate(zip(counts, shares, strict=True), start)
        ),
        mean=found.printed_mean,
        top_two=(best, share(best, found.n)) if kind == "scale" else None,
    )


def numbers(values):
    found = summary({value: values.count(value) for value in values})
    low, high = Decimal(str(found.lowest)), Decimal(str(found.highest))
    return Figures("number", ASKED, found.n, found.n, (), found.printed_mean, found.printed_median, low, high)


def count_sheets(definition, sheets):
    """The results of sheets that are all of one version."""
    counting = Counting({0: definition}, 0)
    counting.add(0, sheets)
    return counting.results()
