"""The sentences in Kazakh."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rules.questionnaires.definition import MULTIPLE
from rules.survey_maths.sentences import findings as found
from rules.survey_maths.sentences.findings import Figures, Finding, OptionFigures
from rules.survey_maths.sentences.language import Language, best_and_worst, fixed, highest_of, percent, plain

_PARTS = {
    found.ALL: "барлығы",
    found.OVERWHELMING: "басым көпшілігі",
    found.MAJORITY: "көпшілігі",
    found.HALF: "жартысы",
    found.NEAR_HALF: "жартысына жуығы",
    found.AROUND_HALF: "шамамен жартысы",
    found.LARGEST: "ең көп бөлігі",
}
# «12 адамның 9-ы»: up to seven the collective numeral (екеуі, алтауы), from eight the possessive (сегізі, он екісі).
_COLLECTIVE = {1: "еуі", 2: "еуі", 3: "еуі", 4: "еуі", 5: "еуі", 6: "ауы", 7: "еуі"}
_BY_UNIT = {1: "і", 2: "сі", 3: "і", 4: "і", 5: "і", 6: "сы", 7: "сі", 8: "і", 9: "ы"}
_BY_TEN = {10: "ы", 20: "сы", 30: "ы"}


class Kazakh(Language):
    """See Language."""

    code = "kk"

    def choice(self, figures: Figures, finding: Finding, *, is_opinion: bool) -> str:
        whose = "Респонденттердің" if figures.is_of_all else "Жауап бергендердің"
        shares = [self.with_share(one) for one in finding.leaders]
        if finding.kind == found.NO_LEADER:
            most = max(one.share or Decimal(0) for one in figures.options)
            return f"Жауаптардың ешқайсысы айқын басым емес: ең жоғары үлес – {percent(most)}."
        if finding.kind == found.SPLIT:
            parts = ", ".join(f"{self.quoted(one)} – {percent(one.share)}" for one in finding.leaders)
            return f"{whose} жауаптары екіге бөлінді: {parts}."
        if finding.kind == found.TWO_LEADERS:
            named = "Ең көп таңдалған екі жауап" if is_opinion else f"{whose} ең үлкен екі тобы"
            return f"{named} – {shares[0]} және {shares[1]}."
        (leader,) = finding.leaders
        said = f"– {self.quoted(leader)}"
        if is_opinion:
            is_chosen = figures.type == MULTIPLE or not figures.is_of_all
            said = f"{self.quoted(leader)} {'нұсқасын таңдаған' if is_chosen else 'деп жауап берген'}"
        second = f"; екінші орында – {self.with_share(finding.second)}" if finding.second else ""
        return f"{whose} {_PARTS[finding.kind]} ({percent(leader.share)}) {said}{second}."

    def few(self, figures: Figures, named: Sequence[OptionFigures], *, is_opinion: bool) -> str:
        if not named:
            return f"{figures.base} адам жауап берген, жауаптардың ешқайсысы айқын басым емес."
        if not is_opinion:
            groups = ", ".join(f"{people(one.count)} – {self.quoted(one)}" for one in named)
            return f"{figures.base} адамның {groups}."
        answers = ", ".join(f"{people(one.count)} {self.quoted(one)}" for one in named)
        verb = "нұсқасын таңдаған" if figures.type == MULTIPLE else "деп жауап берген"
        return f"{figures.base} адамның {answers} {verb}."

    def one_person(self, chosen: Sequence[OptionFigures]) -> str:
        return f"Сұраққа бір ғана адам жауап берген: {', '.join(map(self.quoted, chosen))}."

    def scale(self, figures: Figures) -> str:
        mean = f"Орташа балл – {fixed(figures.mean)} (ең жоғарысы – {highest_of(figures)})"
        if figures.top_two is None:
            return f"{mean}."
        count, part = figures.top_two
        best = "екі ең жақсы жауаптың бірін"
        if not count:
            return f"{mean}; {best} ешкім таңдамаған."
        return f"{mean}; {self._whose_part(figures, count, part)} {best} таңдаған."

    def score(self, figures: Figures) -> str:
        clauses = []
        for scores, count, part in best_and_worst(figures):
            if not count:
                clauses.append(f"{scores} балды ешкім қоймаған")
            else:
                clauses.append(f"{scores} балды {self._whose_part(figures, count, part)} қойған")
        mean = f"Орташа балл – {fixed(figures.mean)} (ең жоғарысы – {highest_of(figures)})"
        return f"{mean}; {', '.join(clauses)}."

    def number(self, figures: Figures) -> str:
        if figures.base == 1:
            return f"Жалғыз жауап – {plain(figures.mean)}."
        if figures.lowest == figures.highest:
            return f"Барлық жауап бірдей: {plain(figures.lowest)}."
        mean = f"орташа мән – {plain(figures.mean)}, медиана – {plain(figures.median)}"
        said = f"{figures.base} адамның жауаптары бойынша {mean}" if figures.is_small else mean.capitalize()
        return f"{said} (ең азы – {plain(figures.lowest)}, ең көбі – {plain(figures.highest)})."

    def ranking(self, figures: Figures, leaders: Sequence[OptionFigures]) -> str:
        if figures.base == 1:
            return f"Сұраққа бір ғана адам жауап берген: бірінші орында – {self.quoted(leaders[0])}."
        if len(leaders) > 2:
            return "Бірінші орынға қойылғандардың ешқайсысы айқын басым емес."
        (leader, *others) = leaders
        named = " және ".join(map(self.quoted, leaders))
        whose = self._whose_part(figures, leader.count, leader.share)
        if others:
            part = f"әрқайсысын {whose}" if figures.is_small else ", ".join(percent(one.share) for one in leaders)
            return f"Бірінші орынға ең жиі {named} қойылған ({part})."
        place = f"; орташа орны – {fixed(leader.mean_place)}" if leader.mean_place is not None else ""
        return f"Бірінші орынға ең жиі {named} қойылған ({whose}{place})."

    def answered(self, figures: Figures) -> str:
        return f"Сұраққа {plain(Decimal(figures.base))} адам жауап берген."

    def _whose_part(self, figures: Figures, count: int, part: Decimal | None) -> str:
        if figures.is_small:
            return f"{figures.base} адамның {people(count)}"
        whose = "респонденттердің" if figures.is_of_all else "жауап бергендердің"
        return f"{whose} {percent(part)}-ы"


def people(count: int) -> str:
    """«9-ы»: so many of some people, 1 to 39. Raises KeyError beyond (there the sentences speak in percent)."""
    if count in _COLLECTIVE:
        return f"{count}-{_COLLECTIVE[count]}"
    return f"{count}-{_BY_UNIT[count % 10] if count % 10 else _BY_TEN[count]}"
