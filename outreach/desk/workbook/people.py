"""Who a row is about: by the grantee's own key, else by phone, else nobody we would know again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from events.models import Person
from grants.models import Organisation
from outreach.desk.workbook.draft import FieldChange
from outreach.desk.workbook.known import chunks
from outreach.desk.workbook.words import fold


class People:
    """The organisation's people that a workbook may mean, and those it makes. One object per person."""

    def __init__(self, organisation: Organisation, keys: Iterable[str], phones: Iterable[str]) -> None:
        self._organisation = organisation
        self._by_pk: dict[int, Person] = {}
        self._by_key: dict[str, Person] = {}
        self._by_phone: dict[str, list[Person]] = defaultdict(list)
        self._stated: dict[int, dict[str, tuple[str, int]]] = defaultdict(dict)
        self._changed: dict[int, Person] = {}
        # How rows that were merged into a person spell them: no news about the person.
        self._spellings: dict[int, set[tuple[str, str]]] = defaultdict(set)
        self.new: list[Person] = []
        people = Person.objects.of(organisation)
        for handful in chunks(set(keys)):
            self._meet(people.filter(external_key__in=handful))
        for handful in chunks(set(phones)):
            self._meet(people.filter(phone__in=handful).order_by("pk"))

    def _meet(self, people: Iterable[Person]) -> None:
        for person in people:
            if person.pk in self._by_pk:
                continue
            meant = self._meant(person)
            self._by_pk[person.pk] = meant
            if person.external_key:
                self._by_key[person.external_key] = meant
            if person.phone and meant not in self._by_phone[person.phone]:
                self._by_phone[person.phone].append(meant)

    def _meant(self, person: Person) -> Person:
        """Who a stored row means: itself, or the person it was merged into."""
        if person.merged_into_id is None:
            return person
        standing = person.standing
        if standing.pk not in self._by_pk:
            self._meet([standing])
        meant = self._by_pk[standing.pk]
        self._spellings[meant.pk] |= {("name", person.name), ("phone", person.phone)}
        return meant

    def load(self, pks: Iterable[int]) -> None:
        """Read people by id, so that `by_pk` knows them."""
        for handful in chunks(set(pks) - set(self._by_pk)):
            self._meet(Person.objects.of(self._organisation).filter(pk__in=handful))

    def by_pk(self, pk: int | None) -> Person | None:
        """The person of a stored row."""
        return self._by_pk.get(pk) if pk else None

    @property
    def changed(self) -> list[Person]:
        """Stored people about whom the file says something new."""
        return [person for person in self._changed.values() if person.pk]

    def person_for(self, *, key: str, phone: str, name: str) -> Person | None:
        """The person a row means, made when nobody is known; None for a row without key, phone and name."""
        if key:
            return self._by_key.get(key) or self._adopted(key, phone, name) or self._make(key, phone, name)
        if phone:
            return self._with_phone(phone, name) or self._make("", phone, name)
        return self._make("", "", name) if name else None

    def _adopted(self, key: str, phone: str, name: str) -> Person | None:
        """Somebody known by the phone alone now gets the grantee's key."""
        free = [person for person in self._by_phone.get(phone, ()) if not person.external_key]
        found = _agreeing(free, name)
        if found:
            found.external_key = key
            self._by_key[key] = found
            self._changed[id(found)] = found
        return found

    def _with_phone(self, phone: str, name: str) -> Person | None:
        return _agreeing(self._by_phone.get(phone, ()), name)

    def _make(self, key: str, phone: str, name: str) -> Person:
        # Name and phone are told by `tell`, so that the first row that states them decides.
        person = Person(organisation=self._organisation, external_key=key, is_identified=bool(key or phone))
        if phone:
            person.phone = phone
            self._by_phone[phone].append(person)
        if key:
            self._by_key[key] = person
        person.name = name
        self.new.append(person)
        return person

    def tell(self, person: Person, *, name: str, phone: str, row: int) -> tuple[list[FieldChange], int | None]:
        """Take over what a row states about a person; the first row decides. Returns the changes (without the data
        themselves) and the row that said otherwise before, if one did."""
        changes, first = [], None
        for field, label, value in (("name", _("name"), name), ("phone", _("phone"), phone)):
            if not value or (field, value) in self._spellings.get(person.pk or 0, ()):
                continue
            before = self._stated[id(person)].setdefault(field, (value, row))
            if before[0] != value:
                first = before[1]
            elif getattr(person, field) != value:
                setattr(person, field, value)
                person.is_identified = person.is_identified or field == "phone"
                self._changed[id(person)] = person
                changes.append(FieldChange(label, "…", "…"))
        return changes, first


def _agreeing(people: Iterable[Person], name: str) -> Person | None:
    """The person whose name is the same, else one whose name is not known: two names at one phone are two people."""
    listed = list(people)
    same = [person for person in listed if name and fold(person.name) == fold(name)]
    unnamed = [person for person in listed if not person.name or not name]
    return next(iter(same or unnamed), None)
