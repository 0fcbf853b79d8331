"""One proposed sentence under each question's table, in Kazakh and Russian, as the reports have it:
«Қысқаша байқау: Респонденттердің басым көпшілігі (94,5%) – «14-25».»

Every figure in it is one of the figures given (shares of 9–10 and 0–6 are of the counts given), and every option is
quoted in «» as it is written: no case endings on words that are not ours. Fewer than 30 people are counted, not turned
into percent. The organiser may change or drop it. A question whose table is hidden (suppression.hidden_questions) must
have no sentence either.
"""

from rules.survey_maths.sentences.findings import Figures, OptionFigures
from rules.survey_maths.sentences.proposing import LEAD_IN, Sentence, figures_of, propose

__all__ = ["LEAD_IN", "Figures", "OptionFigures", "Sentence", "figures_of", "propose"]
