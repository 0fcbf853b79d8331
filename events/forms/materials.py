"""Forms of leaflet points, materials, and copies handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.materials import Position, Printed
from events.labels import LANGUAGE_LABELS, MATERIAL_LABELS
from events.models import Material, Point
from rules.slugs import folded

MOST_COPIES = 1_000_000
NEW_PLACES = 3
_TOO_FEW = gettext_lazy("Copies cannot be below zero. If too many were noted, correct that number itself.")
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def _copies(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_COPIES,
        error_messages={"min_value": _TOO_FEW},
        widget=forms.NumberInput(attrs=_NUMBER),
        **more,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


class PointForm(forms.Form):
    """A point's name, and where it is if the phone was allowed to tell."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name of the point"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    latitude = forms.DecimalField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput(attrs={"data-latitude": ""})
    )
    longitude = forms.DecimalField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput(attrs={"data-longitude": ""})
    )

    def __init__(self, *args: Any, point: Point | None = None, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_point{point.pk if point else ''}_%s"
        if point:
            kwargs["initial"] = {"name": point.name, "latitude": point.latitude, "longitude": point.longitude}
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """One line, without spaces at its ends."""
        return _one_line(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Half a position is none."""
        data = super().clean() or {}
        if data.get("latitude") is None or data.get("longitude") is None:
            data["latitude"] = data["longitude"] = None
        return data

    def position(self) -> Position:
        """Where it is, as exactly as it is stored: about a metre."""
        rounded = [
            None if value is None else round(value, 5)
            for value in (self.cleaned_data["latitude"], self.cleaned_data["longitude"])
        ]
        return Position(*rounded)


class MaterialForm(forms.Form):
    """What is handed out: a usual kind or an own word, title, languages, printed."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), widget=forms.RadioSelect, choices=list(MATERIAL_LABELS.items())
    )
    own = forms.CharField(
        label=gettext_lazy("In your own word"),
        help_text=gettext_lazy("If none of these fits, such as “calendar”."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    printed = _copies(gettext_lazy("Printed, copies"))

    def __init__(self, *args: Any, material: Material | None = None, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_material{material.pk if material else ''}_%s"
        known = [code for code in (material.language.split("+") if material else []) if code]
        if material:
            is_own = material.kind not in MATERIAL_LABELS
            kwargs["initial"] = {
                "kind": "other" if is_own else material.kind,
                "own": material.kind if is_own else "",
                "title": material.title,
                "language": known,
                "printed": material.printed,
            }
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = "leaflet"
        language = self.fields["language"]
        assert isinstance(language, forms.MultipleChoiceField)
        # What a workbook wrote stays, whatever it is.
        language.choices = [*LANGUAGE_LABELS.items(), *((one, one) for one in known if one not in LANGUAGE_LABELS)]

    def what(self) -> Printed:
        """What was typed. Only after is_valid()."""
        data = self.cleaned_data
        return Printed(
            _one_line(data["own"]) or data["kind"],
            _one_line(data["title"]),
            "+".join(data["language"])[:20],
            data["printed"],
        )


class CopiesForm(forms.Form):
    """Copies of one material on one day: a number at each point, at none, and at places that are not in the list yet.

    The numbers that stood there when the page was opened come back with it, so that only what was changed is saved and
    nobody else's number is lost.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, points: Sequence[Point], noted: Mapping[int | None, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._noted = noted
        self._named = {folded(point.name): point for point in points}
        self._points: dict[str, int | None] = {f"p{point.pk}": point.pk for point in points}
        for point in points:
            self.fields[f"p{point.pk}"] = _copies(point.name, initial=noted.get(point.pk), show_hidden_initial=True)
        self._points["p0"] = None
        self.fields["p0"] = _copies(_("At no point"), initial=noted.get(None), show_hidden_initial=True)
        for place in range(NEW_PLACES):
            widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("Another place")})
            self.fields[f"name{place}"] = forms.CharField(
                label=_("Another place"), max_length=200, required=False, widget=widget
            )
            self.fields[f"count{place}"] = _copies(_("Copies there"))

    def clean(self) -> dict[str, Any]:
        """A number at a new place needs the place, and the other way round."""
        data = super().clean() or {}
        for place in range(NEW_PLACES):
            name, number = _one_line(data.get(f"name{place}") or ""), data.get(f"count{place}")
            if number is not None and not name:
                self.add_error(f"name{place}", _("Write where these copies were handed out."))
            elif name and number is None and f"count{place}" not in self.errors:
                self.add_error(f"count{place}", _("Write how many copies were handed out there."))
        for name, number in self._numbers(data).items():
            self._check_known(data, name, number)
        return data

    def _check_known(self, data: Mapping[str, Any], name: str, number: int) -> None:
        """A place that is in the list has its number there: another one beside it would take its place unseen."""
        point = self._named.get(folded(name))
        if point is None:
            return
        field = f"p{point.pk}"
        there = data.get(field) if field in self.changed_data else self._noted.get(point.pk)
        if there is not None and there != number:
            place = next(n for n in range(NEW_PLACES) if folded(data.get(f"name{n}") or "") == folded(name))
            words = _("“%(name)s” is in the list above and has %(n)s. Correct that number itself.")
            self.add_error(f"name{place}", words % {"name": point.name, "n": there})

    def _numbers(self, data: Mapping[str, Any]) -> dict[str, int]:
        """The numbers at new places, under the names that points of theirs have already; one written twice is added
        up."""
        numbers: dict[str, int] = {}
        for place in range(NEW_PLACES):
            name, number = _one_line(data.get(f"name{place}") or ""), data.get(f"count{place}")
            if name and number is not None:
                known = self._named.get(folded(name))
                name = known.name if known else next((one for one in numbers if folded(one) == folded(name)), name)
                numbers[name] = numbers.get(name, 0) + number
        return numbers

    @property
    def known(self) -> list[forms.BoundField]:
        """The number fields of what is in the list."""
        return [self[name] for name in self._points]

    @property
    def places(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Name and number of each new place."""
        return [(self[f"name{place}"], self[f"count{place}"]) for place in range(NEW_PLACES)]

    def at_points(self) -> dict[int | None, int | None]:
        """The numbers that were changed, by point."""
        return {pk: self.cleaned_data[name] for name, pk in self._points.items() if name in self.changed_data}

    def at_names(self) -> dict[str, int]:
        """The numbers at new places. Only after is_valid()."""
        return self._numbers(self.cleaned_data)
