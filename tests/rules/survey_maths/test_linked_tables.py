"""Questions joined by routing, set against the same groups: what one table hides, no other gives away.

People are invented of five sorts: said no to the first question and were asked no more; said yes and chose 2 or 3 in
the second; said yes, chose 1, and gave one of two answers to the third.
"""

from hypothesis import given
from hypothesis import strategies as st

from rules.survey_maths.crosstables import CrossTable
from rules.survey_maths.suppression import protect_linked, protect_table
from tests.rules.survey_maths.attackers import range_of_sum

PARENTS = {"second": ["first"], "third": ["second"]}
# For each question its answers, each as the sorts of people who give it.
ANSWERS = {"first": ((0,), (1, 2, 3, 4)), "second": ((1,), (2,), (3, 4)), "third": ((3,), (4,))}
# Two questions that decide together whether a third is shown: no/no, no/yes, yes/no, yes/yes and then one of two.
JOINT_PARENTS = {"third": ["first", "second"]}
JOINT_ANSWERS = {"first": ((0, 1), (2, 3, 4)), "second": ((0, 2), (1, 3, 4)), "third": ((3,), (4,))}

PEOPLE = st.lists(
    st.lists(st.one_of(st.integers(0, 3), st.integers(0, 30)), min_size=5, max_size=5), min_size=3, max_size=5
)


def tables_of(people, answers):
    return {code: _table(people, sorts) for code, sorts in answers.items()}


def _table(people, sorts):
    counts = tuple(tuple(sum(group[sort] for sort in one) for one in sorts) for group in people)
    rows = tuple(f"r{place}" for place in range(len(people)))
    columns = tuple(f"c{place}" for place in range(len(sorts)))
    return CrossTable(rows, columns, counts, tuple(map(sum, counts)))


def certain(people, answers, safe):
    """Hidden cells that are certain to somebody who has all the tables before them, and the size of each group."""
    tables = tables_of(people, answers)
    known = [([(group, sort) for sort in range(5)], sum(sizes)) for group, sizes in enumerate(people)]
    for code, sorts in answers.items():
        table = tables[code]
        for place, sort in enumerate(sorts):
            known.append(([(group, one) for group in range(len(people)) for one in sort], table.totals[place]))
            for group, counts in enumerate(safe[code].counts):
                if counts is not None:
                    known.append(([(group, one) for one in sort], counts[place]))
    for code, sorts in answers.items():
        table = tables[code]
        for group, counts in enumerate(safe[code].counts):
            if counts is not None or table.bases[group] in (0, table.total):
                continue
            for place, sort in enumerate(sorts):
                if 0 < table.totals[place] < table.total:
                    low, high = range_of_sum((len(people), 5), [(group, one) for one in sort], known)
                    if high - low < 0.999:
                        yield code, group, place


def protected(people, answers, parents):
    groups = {f"r{place}": sum(sizes) for place, sizes in enumerate(people)}
    return protect_linked(tables_of(people, answers), parents, groups=groups)


def test_each_protected_alone_the_tables_give_each_other_away():
    people = [[0, 2, 2, 3, 2], [0, 28, 1, 7, 3], [3, 29, 3, 2, 9], [2, 2, 1, 3, 3]]
    alone = {code: protect_table(table) for code, table in tables_of(people, ANSWERS).items()}
    assert alone["second"].hidden == ("r0", "r1", "r3")
    assert alone["third"].hidden == ("r0", "r3")  # and r1 shows its base: 10 people who chose 1 in the second
    assert ("second", 1, 2) in certain(people, ANSWERS, alone)
    assert protected(people, ANSWERS, PARENTS)["third"].hidden == ("r0", "r1", "r3")


def test_a_small_group_is_hidden_also_where_nobody_of_it_was_asked():
    """What decides may be a number, which is never set against anything: nothing above hides the group then."""
    people = [[4, 0, 0, 0, 0], *[[20, 15, 15, 15, 15]] * 3]
    second = {"second": tables_of(people, ANSWERS)["second"]}
    assert protect_table(second["second"]).hidden == ()
    assert protect_linked(second, PARENTS, groups={"r0": 4, "r1": 80})["second"].hidden == ("r0", "r1", "r2")


@given(PEOPLE)
def test_nothing_hidden_is_certain_along_a_chain(people):
    assert list(certain(people, ANSWERS, protected(people, ANSWERS, PARENTS))) == []


def test_questions_that_decide_together_hide_the_same_groups():
    people = [[8, 1, 0, 2, 8], [1, 9, 2, 0, 4], [0, 5, 0, 2, 2], [0, 2, 0, 2, 0]]
    assert protect_table(tables_of(people, JOINT_ANSWERS)["first"]).hidden == ("r2", "r3")
    assert protected(people, JOINT_ANSWERS, JOINT_PARENTS)["first"].hidden == ("r1", "r2", "r3")


@given(PEOPLE)
def test_nothing_hidden_is_certain_where_two_questions_decide_together(people):
    safe = protected(people, JOINT_ANSWERS, JOINT_PARENTS)
    assert list(certain(people, JOINT_ANSWERS, safe)) == []
    assert safe["first"].hidden == safe["second"].hidden
