"""Figures in the sentences of a report: found, understood, compared with what they speak of. No network, no clock.

A typed text may say "352 адам" where the ledger says 373. `read_figures` finds the numbers that count something,
`contradictions` names those that equal nothing they could mean.
"""

from rules.narrative.checking import Contradiction, KindFigures, SectionFigures, contradictions
from rules.narrative.figures import Figure, counting, is_countable, read_figures

__all__ = [
    "Contradiction",
    "Figure",
    "KindFigures",
    "SectionFigures",
    "contradictions",
    "counting",
    "is_countable",
    "read_figures",
]
