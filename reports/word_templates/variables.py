"""What the variables hold: strings and lists of a dataset, printed as our own files print them. Nothing is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import override

from events.product_labels import PRODUCT_LABELS
from media_log.labels import PLATFORM_LABELS
from reports.blocks import Cell, Table, Value
from reports.catalogue import places
from reports.dataset import ReportData
from reports.dataset.model import ActivityEntry, FigureEntry, MeasureEntry, PostEntry, SurveyEntry, TaskEntry
from reports.forms import Wording
from reports.forms.activities import FORMATS, activity_name, facts_of, link_of, number_of, place_of
from reports.forms.annex import appendix_row
from reports.forms.final.lists import views_of
from reports.forms.headings import final_sections, interim_form
from reports.forms.identity import identity_values
from reports.forms.interim import categories_in_words, fulfilment
from reports.forms.plan import plan_match, plan_row
from reports.forms.tables import statistics_tables
from reports.forms.words import day, days, figure, heading, label, money, say
from reports.word_templates.schema import CLOSING, COLUMNS, places_of
from reports.writers.values import paper

Values = dict[str, Any]


def template_variables(data: ReportData, wording: Wording, form: str) -> Values:
    """The variables of a form (schema.variables_of), every one of them there: what is unknown is empty."""
    with override(wording.language):
        return _Filling(data, wording, form).values()


class _Filling:
    def __init__(self, data: ReportData, wording: Wording, form: str) -> None:
        self._data, self._wording, self._form = data, wording, form
        self._language = wording.language
        self._entries = {one.pk: self._activity(place, one) for place, one in enumerate(data.activities(), 1)}

    def values(self) -> Values:
        data, language = self._data, self._language
        first, last = data.from_day or data.project.starts_on, data.to_day or data.project.ends_on
        return {
            "draft": self._wording.mark,
            "period": days(first, last, language),
            "made_on": day(data.made_at.date(), language),
            "project": self._project(),
            "closing": dict(zip(CLOSING, interim_form(self._wording)["closing"], strict=True)),
            **self._of_form(),
            "tasks": [self._task(one) for one in data.tasks],
            "statistics": self._statistics(),
            "activities": list(self._entries.values()),
            "other_activities": [self._entries[one.pk] for one in data.other_activities],
            "figures": _rows(plan_match(data, language), "number", *_FIGURE, "deviation", "reason"),
            "posts": figure(data.posts),
            "platforms": self._platforms(),
            "project_posts": [self._post(one) for one in data.project_posts],
            "surveys": [self._survey(one) for one in data.surveys],
            **self._lists(),
        }

    def _project(self) -> Values:
        known, language = self._data.project, self._language
        named = ("ref", "title", "grantee", "head_name", "address", "phone", "customer", "priority_direction")
        more = ("field_of_law", "grant_type", "contract_number")
        return {
            **{name: getattr(known, name) for name in (*named, *more)},
            **{name: days(getattr(known, name), None, language) for name in ("contract_date", "starts_on", "ends_on")},
            **{name: money(getattr(known, name), language) for name in ("amount", "used_amount", "saved_amount")},
        }

    def _of_form(self) -> Values:
        """Title, lines at the head, headings and texts: what the form and its edition say."""
        if self._form == "final":
            written = self._wording.forms["final"]
            found = {one.place: one.heading for one in final_sections(self._wording)}
            header = written.get("header")
            return {
                "title": heading(written["title"], self._language),
                "header": heading(header, self._language) if header else "",
                "identity": self._identity([heading(one, self._language) for one in written["identity"]]),
                **self._sections(found),
            }
        if self._form == "interim":
            written = interim_form(self._wording)
            codes = places("interim", self._wording.edition)
            tables = {
                f"{table}_columns": dict(zip(columns, written[f"{table}_table"], strict=True))
                for table, columns in COLUMNS.items()
            }
            found = dict(zip(codes, written["sections"], strict=True))
            return {
                "title": written["title"],
                "identity": self._identity(written["identity"]),
                **tables,
                **self._sections(found),
            }
        sections = {one.place: one.heading for one in final_sections(self._wording)}
        titles = {"statistics": sections["statistics"], "publications": say(self._language, "list_title")}
        labels = list(interim_form(self._wording)["identity"])
        return {"title": titles[self._form], "identity": self._identity(labels, "interim")}

    def _identity(self, labels: Sequence[str], form: str = "") -> list[Values]:
        fields = places(f"{form or self._form}_identity", self._wording.edition)
        values = identity_values(self._data, fields, self._language)
        return [{"label": one, "value": value} for one, value in zip(labels, values, strict=True)]

    def _sections(self, found: dict[str, str]) -> Values:
        codes = places_of(self._form)
        return {
            "headings": {code: found.get(code, "") for code in codes},
            "texts": {code: self._data.texts.get(f"section:{code}", "") for code in codes},
        }

    def _task(self, one: TaskEntry) -> Values:
        named = say(self._language, "task", number=one.number, title=one.title)
        measures = [self._measure(measure) for measure in one.measures]
        return {"number": one.number, "title": one.title, "name": named, "measures": measures}

    def _measure(self, one: MeasureEntry) -> Values:
        return {
            "number": one.number,
            "title": one.title,
            "name": say(self._language, "measure", number=one.number, title=one.title),
            "deadline": one.deadline_text,
            "appendix": paper(one.appendix),
            "fulfilment": fulfilment(one, self._language),
            "text": self._data.texts.get(f"measure:{one.pk}", ""),
            "figures": [self._figure(each) for each in one.figures],
            "activities": [self._entries[each.pk] for each in one.activities],
        }

    def _figure(self, one: FigureEntry) -> Values:
        return dict(zip(_FIGURE, map(paper, plan_row(one, self._language)), strict=True))

    def _activity(self, place: int, one: ActivityEntry) -> Values:
        language, rated = self._language, one.satisfaction
        known = one.is_held or one.number
        return {
            "number": figure(place),
            "ref": one.ref,
            "name": activity_name(one, language),
            "kind": one.kind_name.of(language),
            "title": one.title,
            "topic": one.topic,
            "date": days(one.starts_on, one.ends_on, language) or say(language, "no_date"),
            "time": f"{one.starts_at:%H:%M}" if one.starts_at else "",
            "place": place_of(one),
            "town": one.town,
            "form": label(FORMATS, one.format, language).lower(),
            "participants": number_of(one, language) if known else say(language, "not_held"),
            "categories": categories_in_words(one.categories, language),
            "satisfaction": figure(rated.share) if rated else "",
            "satisfaction_n": figure(rated.n) if rated else "",
            "documents": figure(one.documents),
            "text": self._data.texts.get(f"activity:{one.pk}") or facts_of(one, language),
            "speakers": [{"name": who.name, "post": who.post, "topic": who.topic} for who in one.speakers],
            "links": [self._post(post) for post in one.posts],
        }

    def _post(self, one: PostEntry) -> Values:
        return {
            "link": link_of(one),
            "platform": label(PLATFORM_LABELS, one.platform, self._language),
            "page": one.page,
            "title": one.title,
            "date": days(one.made_on, None, self._language),
            "views": paper(one.views),
            "shared_with": ", ".join(one.shared_with),
        }

    def _statistics(self) -> Values:
        found = self._data.statistics
        tables = {table.code: table for table in statistics_tables(self._data, self._wording)}
        return {
            "total": figure(found.total),
            "attendances": figure(found.attendances),
            "people": figure(found.people),
            "rule": found.rule.of(self._language),
            "precedence": found.precedence.of(self._language),
            **{f"{code}_heading": table.caption for code, table in tables.items()},
            **{code: _columns(table) for code, table in tables.items()},
        }

    def _platforms(self) -> list[Values]:
        """Distinct publications; what the dataset does not list stands in a row of its own, as in our files."""
        listed = {one.key: one for activity in self._data.activities() for one in activity.posts}
        listed |= {one.key: one for one in self._data.project_posts}
        grouped: dict[str, list[PostEntry]] = defaultdict(list)
        for one in listed.values():
            grouped[one.platform].append(one)
        rows = [
            {
                "platform": label(PLATFORM_LABELS, platform, self._language),
                "number": figure(len(posts)),
                "views": paper(views_of(posts)),
            }
            for platform, posts in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
        ]
        if rest := self._data.posts - len(listed):
            elsewhere = say(self._language, "posts_elsewhere")
            rows.append({"platform": elsewhere, "number": figure(rest), "views": ""})
        return rows

    def _survey(self, one: SurveyEntry) -> Values:
        language = self._language
        return {
            "title": one.title.of(language),
            "n": figure(one.n),
            "planned": paper(one.planned),
            "questions": [
                {
                    "title": question.title.of(language),
                    "base": figure(question.base),
                    "options": [
                        {
                            "title": option.title.of(language),
                            "number": figure(option.count),
                            "share": figure(option.share),
                        }
                        for option in question.options
                    ],
                }
                for question in one.questions
            ],
        }

    def _lists(self) -> Values:
        data, language = self._data, self._language
        accepted = [one for one in data.findings if one.reason]
        return {
            "products": [
                {
                    "kind": label(PRODUCT_LABELS, one.kind, language),
                    "title": one.title,
                    "number": figure(one.number_made),
                    "shown_where": one.shown_where,
                    "approved_by": one.approved_by,
                    "link": one.link,
                }
                for one in data.products
            ],
            "partners": [
                {name: getattr(one, name) for name in ("name", "head_name", "contact", "address", "gave")}
                for one in data.partners
            ],
            "risks": [
                {"risk": ": ".join(part for part in (one.title, one.text) if part), "mitigation": one.mitigation}
                for one in data.notes
                if one.kind == "risk"
            ],
            "stories": self._notes("success_story"),
            "recommendations": self._notes("recommendation"),
            "appendices": [
                dict(zip(COLUMNS["appendix"], map(paper, appendix_row(one, language)), strict=True))
                for one in data.appendices
            ],
            "findings": [
                {
                    "number": figure(place),
                    "finding": one.message,
                    "records": ", ".join(one.records),
                    "reason": one.reason,
                    "date": paper(one.accepted_on),
                }
                for place, one in enumerate(accepted, 1)
            ],
            "changes": [
                {
                    "figure": one.what.of(language),
                    "record": one.record,
                    "before": paper(one.before),
                    "now": paper(one.now),
                    "difference": "" if one.before is None or one.now is None else paper(one.now - one.before),
                }
                for one in data.changes
            ],
        }

    def _notes(self, kind: str) -> list[Values]:
        found = (one for one in self._data.notes if one.kind == kind)
        return [{"title": one.title, "text": one.text, "person": one.person} for one in found]


_FIGURE = ("indicator", "unit", "plan", "actual", "percent")


def _rows(tables: Iterable[Table], *names: str) -> list[Values]:
    """The rows of a form's tables by names."""
    return [dict(zip(names, map(paper, row), strict=True)) for table in tables for row in table.rows]


def _columns(table: Table) -> list[Values]:
    """A table of one row, column by column; `group`: the heading above several of them."""
    columns: list[tuple[str, str]] = []
    nested = iter(table.head[1] if len(table.head) > 1 else ())
    for cell in table.head[0]:
        if cell.columns == 1:
            columns.append((paper(cell), ""))
            continue
        columns += [(paper(next(nested)), paper(cell)) for _ in range(cell.columns)]
    row: Sequence[Value | Cell] = next(iter(table.rows))
    return [
        {"heading": named, "group": group, "figure": paper(value)}
        for (named, group), value in zip(columns, row, strict=True)
    ]
