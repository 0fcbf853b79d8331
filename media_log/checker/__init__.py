"""Opening a link from outside and reading what its page says about itself. Knows neither the database nor settings.

Whoever uses it hands over a `Web` (how the network is reached, within which limits) and a gate (who may be asked when).
"""

from media_log.checker.looking import Look, look
from media_log.checker.problems import Closed, NotNow, Problem, Refused, Unreachable
from media_log.checker.web import Answer, Gate, Limits, Web

__all__ = [
    "Answer",
    "Closed",
    "Gate",
    "Limits",
    "Look",
    "NotNow",
    "Problem",
    "Refused",
    "Unreachable",
    "Web",
    "look",
]
