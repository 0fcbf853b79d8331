"""The sentences in Russian."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rules.questionnaires.definition import MULTIPLE
from rules.survey_maths.sentences import findings as found
from rules.survey_maths.sentences.findings import Figures, Finding, OptionFigures
from rules.survey_maths.sentences.language import Language, best_and_worst, fixed, highest_of, percent, plain

_PARTS = {
    found.OVERWHELMING: "Подавляющее большинство",
    found.MAJORITY: "Большинство",
    found.HALF: "Половина",
    found.NEAR_HALF: "Около половины",
    found.AROUND_HALF: "Около половины",
    found.LARGEST: "Наибольшая доля",
}
# «Половина респондентов ответила», «большинство респондентов ответили».
_FEMININE = (found.HALF, found.LARGEST)


class Russian(Language):
    """See Language."""

    code = "ru"

    def choice(self, figures: Figures, finding: Finding, *, is_opinion: bool) -> str:
        whose = "респондентов" if figures.is_of_all else "ответивших"
        shares = [self.with_share(one) for one in finding.leaders]
        if finding.kind == found.NO_LEADER:
            most = max(one.share or Decimal(0) for one in figures.options)
            return f"Ни один из ответов явно не преобладает: наибольшая доля – {percent(most)}."
        if finding.kind == found.SPLIT:
            parts = ", ".join(f"{self.quoted(one)} – {percent(one.share)}" for one in finding.leaders)
            return f"Ответы {whose} разделились: {parts}."
        if finding.kind == found.TWO_LEADERS:
            named = "Чаще всего выбирали ответы" if is_opinion else f"Две самые большие группы {whose} –"
            return f"{named} {shares[0]} и {shares[1]}."
        (leader,) = finding.leaders
        second = f"; на втором месте – {self.with_share(finding.second)}" if finding.second else ""
        said = self._verb(figures, finding) if is_opinion else "–"
        return f"{self._who(figures, finding)} ({percent(leader.share)}) {said} {self.quoted(leader)}{second}."

    def _who(self, figures: Figures, finding: Finding) -> str:
        if finding.kind == found.ALL:
            return "Все респонденты" if figures.is_of_all else "Все ответившие"
        return f"{_PARTS[finding.kind]} {'респондентов' if figures.is_of_all else 'ответивших'}"

    def _verb(self, figures: Figures, finding: Finding) -> str:
        is_chosen = figures.type == MULTIPLE or not figures.is_of_all
        return f"{'выбра' if is_chosen else 'ответи'}{'ла' if finding.kind in _FEMININE else 'ли'}"

    def few(self, figures: Figures, named: Sequence[OptionFigures], *, is_opinion: bool) -> str:
        if not named:
            return f"{_verb(figures.base, 'Ответил')} {_persons(figures.base)}, ни один из ответов явно не преобладает."
        first, *rest = named
        verb = _verb(first.count, "выбрал" if figures.type == MULTIPLE else "ответил") if is_opinion else "–"
        others = "".join(f", {one.count} – {self.quoted(one)}" for one in rest)
        return f"{_out_of(first.count, figures.base)} {verb} {self.quoted(first)}{others}."

    def one_person(self, chosen: Sequence[OptionFigures]) -> str:
        return f"На вопрос ответил только один человек: {', '.join(map(self.quoted, chosen))}."

    def scale(self, figures: Figures) -> str:
        mean = f"Средний балл – {fixed(figures.mean)} (максимум – {highest_of(figures)})"
        if figures.top_two is None:
            return f"{mean}."
        count, part = figures.top_two
        best = "один из двух лучших ответов"
        if not count:
            return f"{mean}; {best} не выбрал никто."
        return f"{mean}; {self._part(figures, count, part)} {self._agreed(figures, count, 'выбрал')} {best}."

    def score(self, figures: Figures) -> str:
        clauses = []
        for scores, count, part in best_and_worst(figures):
            if not count:
                clauses.append(f"{scores} баллов не поставил никто")
            else:
                verb = self._agreed(figures, count, "поставил")
                clauses.append(f"{scores} баллов {verb} {self._part(figures, count, part)}")
        mean = f"Средний балл – {fixed(figures.mean)} (максимум – {highest_of(figures)})"
        return f"{mean}; {', '.join(clauses)}."

    def number(self, figures: Figures) -> str:
        if figures.base == 1:
            return f"Единственный ответ – {plain(figures.mean)}."
        if figures.lowest == figures.highest:
            return f"Все ответы одинаковы: {plain(figures.lowest)}."
        mean = f"среднее значение – {plain(figures.mean)}, медиана – {plain(figures.median)}"
        said = f"По ответам {_of_persons(figures.base)} {mean}" if figures.is_small else mean.capitalize()
        return f"{said} (от {plain(figures.lowest)} до {plain(figures.highest)})."

    def ranking(self, figures: Figures, leaders: Sequence[OptionFigures]) -> str:
        if figures.base == 1:
            return f"На вопрос ответил только один человек: на первом месте – {self.quoted(leaders[0])}."
        if len(leaders) > 2:
            return "Среди поставленного на первое место ничто явно не преобладает."
        (leader, *others) = leaders
        named = " и ".join(map(self.quoted, leaders))
        part = self._part(figures, leader.count, leader.share)
        if others:
            parts = f"по {part}" if figures.is_small else ", ".join(percent(one.share) for one in leaders)
            return f"На первое место чаще всего ставили {named} ({parts})."
        place = f"; среднее место – {fixed(leader.mean_place)}" if leader.mean_place is not None else ""
        return f"На первое место чаще всего ставили {named} ({part}{place})."

    def answered(self, figures: Figures) -> str:
        return f"На вопрос {_verb(figures.base, 'ответил')} {_persons(figures.base)}."

    def _part(self, figures: Figures, count: int, part: Decimal | None) -> str:
        if figures.is_small:
            return _out_of(count, figures.base)
        return f"{percent(part)} {'респондентов' if figures.is_of_all else 'ответивших'}"

    def _agreed(self, figures: Figures, count: int, verb: str) -> str:
        return _verb(count, verb) if figures.is_small else f"{verb}и"


def _is_one(count: int) -> bool:
    return count % 10 == 1 and count % 100 != 11


def _verb(count: int, masculine: str) -> str:
    """«ответил» with 1, 21, 31 people, «ответили» with others."""
    return masculine if _is_one(count) else f"{masculine}и"


def _persons(count: int) -> str:
    """«1 человек», «2 человека», «5 человек»."""
    is_few = 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14
    return f"{plain(Decimal(count))} {'человека' if is_few else 'человек'}"


def _of_persons(count: int) -> str:
    """The genitive: «21 человека», «12 человек»."""
    return f"{count} {'человека' if _is_one(count) else 'человек'}"


def _out_of(count: int, base: int) -> str:
    return f"{count} из {_of_persons(base)}"
