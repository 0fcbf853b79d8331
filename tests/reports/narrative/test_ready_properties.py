"""What the system wrote itself never contradicts the figures it was written from, whatever the records are called."""

from hypothesis import HealthCheck, given, settings

from reports.narrative.figures import section_figures
from reports.narrative.placeholders import PLACEHOLDERS, escaped, filled, placeholder_values
from reports.narrative.slots import kind_of, slots_of
from reports.narrative.texts import texts_for
from rules.narrative import contradictions
from tests.reports.narrative.worlds import names, worlds

moderate = settings(
    max_examples=40,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
few = settings(moderate, max_examples=10)


@moderate
@given(data=worlds())
def test_ready_texts_never_give_a_finding(data):
    for language in ("kk", "ru"):
        for slot, text in texts_for(data, {}, language).items():
            assert contradictions(text, section_figures(data, slot)) == [], (slot, text)


@few
@given(data=worlds())
def test_every_slot_is_filled_or_has_nothing_to_tell(data):
    texts = texts_for(data, {}, "kk")
    slots = slots_of(data)
    assert set(texts) <= set(slots)
    assert {slot for slot in slots if kind_of(slot) in ("activity", "measure")} <= set(texts)
    for slot, text in texts.items():
        assert text == text.strip(), slot
        assert "«»" not in text, text
        assert set(placeholder_values(data, slots[slot], "ru")) == set(PLACEHOLDERS[kind_of(slot)])


@few
@given(data=worlds())
def test_a_ready_text_taken_as_typed_stays_as_it_is(data):
    ready = texts_for(data, {}, "ru")
    assert texts_for(data, {slot: escaped(text) for slot, text in ready.items()}, "ru") == ready


@given(names, names)
def test_braces_stay_braces(before, after):
    text = f"{before}{{x}}{after}}}{{"
    assert filled(escaped(text), {"plan": "300", "x": "9"}) == text
