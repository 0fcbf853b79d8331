"""Answer sheets counted, question by question, in one pass. Nothing else counts answers.

The base of a question's shares are those who were shown it and answered; who left it empty and who preferred not to say
stand apart. Questions are known by code and type, so that sheets of an older version are counted with the newer ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from rules.questionnaires.conditions import DECLINED, Answers, Value, number_of
from rules.questionnaires.definition import (
    DATE,
    MULTIPLE,
    NUMBER,
    ONE_OPTION,
    RANKING,
    SCALE,
    SCORE,
    SCORES,
    TEXTS,
    Definition,
    Option,
    Question,
    Words,
)
from rules.shares import printed_shares, share
from rules.survey_maths.crosstables import UNKNOWN
from rules.survey_maths.figures import rounded
from rules.survey_maths.proportions import Proportion, proportion
from rules.survey_maths.scales import NetScore, Summary, net_score, summary

# Answered with one of several codes: their shares sum to 100,0.
ONE_CODE = (*ONE_OPTION, SCORE)
# Answers that can be filtered by and set against each other.
CHOICES = (*ONE_CODE, MULTIPLE)
_SCORE_OPTIONS = tuple(Option(code, Words(code, code, code), int(code)) for code in SCORES)
# Stands for codes that no version's question has; it has no words.
UNKNOWN_OPTION = Option(UNKNOWN, Words())
_TOP = 2


@dataclass(frozen=True)
class OptionResult:
    """One option: how many chose it, their share of the question's base in percent to 0,1 as it is printed, and its
    95 % interval. Of a ranking: how many put it first, and its `mean_place` among those who ranked it (to 0,01)."""

    option: Option
    count: int
    share: Decimal | None
    low: Decimal | None
    high: Decimal | None
    is_offered: bool = True
    mean_place: Decimal | None = None


@dataclass(frozen=True)
class QuestionResult:
    """One question's figures. `shown` = `base` + `no_answer` + `declined`.

    `is_asked`: in the newest version. `options`: the newest version's in their order, older ones that somebody chose,
    then UNKNOWN_OPTION if there are codes that no version has. `summary` of scales, 0–10 and numbers; `top_two` the two
    best answers of a scale; `days` of a date question: the earliest, the middle and the latest. `texts` in the order of
    the sheets.
    """

    question: Question
    is_asked: bool
    shown: int
    base: int
    no_answer: int
    declined: int
    options: tuple[OptionResult, ...] = ()
    summary: Summary | None = None
    top_two: Proportion | None = None
    net_score: NetScore | None = None
    days: tuple[str, str, str] | None = None
    texts: tuple[str, ...] = ()

    @property
    def whole(self) -> Decimal | None:
        """What the printed shares sum to: 100,0. None where nobody answered, and where several may be chosen."""
        if not self.base or self.question.type == MULTIPLE:
            return None
        return sum((one.share for one in self.options if one.share is not None), Decimal(0))


@dataclass
class _Tally:
    """What the sheets said to one question."""

    question: Question
    shown: int = 0
    values: Counter[Hashable] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)


class Counting:
    """Sheets by their version, added in parts of any size; then the results.

    `definitions`: what each version asks, the newest last, by any key; `current`: the version asked now.
    """

    def __init__(self, definitions: Mapping[int, Definition], current: int) -> None:
        self._current = definitions[current]
        self._questions = {key: list(one.answered) for key, one in definitions.items()}
        self._tallies: dict[tuple[str, str], _Tally] = {}
        # The newest wording stands for all; options that it lacks follow.
        for definition in [self._current, *reversed(list(definitions.values()))]:
            for question in definition.answered:
                known = self._tallies.setdefault(_key(question), _Tally(_with_scores(question)))
                known.question = _with_options(known.question, question)
        self.n = 0

    def add(self, version: int, sheets: Sequence[Answers]) -> None:
        """Count sheets of one version."""
        self.n += len(sheets)
        for question in self._questions[version]:
            tally, code = self._tallies[_key(question)], question.code
            said = [sheet[code] for sheet in sheets if code in sheet]
            tally.shown += len(said)
            if question.type in TEXTS:
                tally.texts += [text for text in said if isinstance(text, str) and text != DECLINED]
                said = [value if value in (None, DECLINED) else "given" for value in said]
            tally.values.update(map(_hashable, said))

    def results(self) -> list[QuestionResult]:
        """Every question of the newest version in its order, then those that were only asked before and shown to
        somebody."""
        asked = {_key(question): question for question in self._current.answered}
        found = [self._result(self._tallies[key], asked=True) for key in asked]
        gone = [tally for key, tally in self._tallies.items() if key not in asked and tally.shown]
        return [*found, *(self._result(tally, asked=False) for tally in gone)]

    def _result(self, tally: _Tally, *, asked: bool) -> QuestionResult:
        none, declined = tally.values[None], tally.values[DECLINED]
        answers = Counter({value: n for value, n in tally.values.items() if value is not None and value != DECLINED})
        plain = QuestionResult(tally.question, asked, tally.shown, answers.total(), none, declined)
        kind = tally.question.type
        if tally.question.options:
            plain, answers = _with_unknown(plain, answers)
        if kind in ONE_CODE:
            return _one_code(plain, answers, self._current)
        if kind == MULTIPLE:
            return _several(plain, answers, self._current)
        if kind == RANKING:
            return _ranking(plain, answers, self._current)
        if kind == NUMBER:
            return replace(plain, summary=_numbers(answers))
        if kind == DATE:
            return replace(plain, days=_days(answers))
        return replace(plain, texts=tuple(tally.texts))


def choices_of(question: Question) -> tuple[Option, ...]:
    """The options of a question that is answered by codes; 0 to 10 have theirs too."""
    return _SCORE_OPTIONS if question.type == SCORE else question.options


def chosen(value: Value) -> tuple[str, ...]:
    """The codes in an answer; none where there is no answer or it was declined."""
    if not value or value == DECLINED:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _key(question: Question) -> tuple[str, str]:
    return question.code, question.type


def _with_scores(question: Question) -> Question:
    return replace(question, options=_SCORE_OPTIONS) if question.type == SCORE else question


def _with_options(newest: Question, older: Question) -> Question:
    codes = {option.code for option in newest.options}
    more = tuple(option for option in older.options if option.code not in codes)
    return replace(newest, options=newest.options + more) if more else newest


def _hashable(value: Value) -> str | tuple[str, ...] | None:
    return (tuple(value) if isinstance(value, list) else value) or None


def _with_unknown(plain: QuestionResult, answers: Counter[Hashable]) -> tuple[QuestionResult, Counter[Hashable]]:
    """Answers with codes that no version has get an option of their own, the last one: they are never dropped."""
    known = {option.code for option in plain.question.options}
    if all(known.issuperset(_codes(value)) for value in answers):
        return plain, answers
    found: Counter[Hashable] = Counter()
    for value, n in answers.items():
        codes = tuple(dict.fromkeys(code if code in known else UNKNOWN for code in _codes(value)))
        found[codes if isinstance(value, tuple) else codes[0]] += n
    options = (*plain.question.options, UNKNOWN_OPTION)
    return replace(plain, question=replace(plain.question, options=options)), found


def _codes(value: Hashable) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _numbers(answers: Counter[Hashable]) -> Summary | None:
    """Of what can be read as a number; the same number may be spelt in two ways."""
    counts: Counter[Decimal] = Counter()
    for text, n in answers.items():
        if (number := number_of(str(text))) is not None:
            counts[number] += n
    return summary(counts)


def _one_code(plain: QuestionResult, answers: Counter[Hashable], current: Definition) -> QuestionResult:
    counts = [answers[option.code] for option in plain.question.options]
    options = _options(plain, counts, printed_shares(counts), current)
    found = replace(plain, options=options)
    if plain.question.type not in {SCALE, SCORE}:
        return found
    placed: Counter[int] = Counter()
    for one in options:
        if one.option.value is not None:
            placed[one.option.value] += one.count
    found = replace(found, summary=summary(placed))
    if plain.question.type == SCORE:
        return replace(found, net_score=net_score(placed))
    best = sum(placed[value] for value in sorted(placed)[-_TOP:])
    return replace(found, top_two=proportion(best, placed.total()))


def _several(plain: QuestionResult, answers: Counter[Hashable], current: Definition) -> QuestionResult:
    taken: Counter[str] = Counter()
    for codes, n in answers.items():
        for code in _codes(codes):
            taken[code] += n
    counts = [taken[option.code] for option in plain.question.options]
    shares = [share(count, plain.base) for count in counts]
    return replace(plain, options=_options(plain, counts, shares, current))


def _ranking(plain: QuestionResult, answers: Counter[Hashable], current: Definition) -> QuestionResult:
    firsts: Counter[str] = Counter()
    places: dict[str, list[int]] = {option.code: [0, 0] for option in plain.question.options}
    for codes, n in answers.items():
        ranked = _codes(codes)
        firsts[ranked[0]] += n
        for place, code in enumerate(ranked, 1):
            places[code][0] += place * n
            places[code][1] += n
    counts = [firsts[option.code] for option in plain.question.options]
    options = _options(plain, counts, printed_shares(counts), current)
    means = [rounded(Fraction(total, n), 2) if n else None for total, n in (places[one.option.code] for one in options)]
    return replace(
        plain, options=tuple(replace(one, mean_place=mean) for one, mean in zip(options, means, strict=True))
    )


def _options(
    plain: QuestionResult, counts: Sequence[int], shares: Sequence[Decimal | None], current: Definition
) -> tuple[OptionResult, ...]:
    """The options with their figures; one that is no longer offered only if somebody had chosen it."""
    asked = current.by_code.get(plain.question.code)
    offered = set(asked.codes) if asked else {option.code for option in plain.question.options}
    found = []
    for option, count, printed in zip(plain.question.options, counts, shares, strict=True):
        if option.code not in offered and not count:
            continue
        sure = proportion(count, plain.base)
        found.append(OptionResult(option, count, printed, sure.low, sure.high, option.code in offered))
    return tuple(found)


def _days(answers: Counter[Hashable]) -> tuple[str, str, str] | None:
    """The earliest, the middle (the earlier of two) and the latest day; ISO dates sort as they stand."""
    days = sorted(Counter({str(day): n for day, n in answers.items()}).elements())
    return (days[0], days[(len(days) - 1) // 2], days[-1]) if days else None
