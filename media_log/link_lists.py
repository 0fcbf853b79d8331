"""Links by activity in the manner of the reports: number, date, title, then its links numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from grants.models import Measure, Project
from media_log.models import Mention
from media_log.plan_files import document_of
from media_log.post_words import unlinked_words
from media_log.queries.digest import ActivityLinks, ListedPost
from media_log.writers.parts import Document, LinkGroup, LinkLine, LinkList, Section


def link_list(groups: Sequence[ActivityLinks]) -> LinkList:
    """The groups in words, in the language in force."""
    numbers = {group.activity.pk: group.number for group in groups if group.activity}
    return LinkList(
        groups=[
            LinkGroup(heading_of(group), [_line(one, numbers) for one in group.posts], _("No publication."))
            for group in groups
        ],
        headings=(_("Activity"), _("№"), _("Publication"), _("Note")),
    )


def heading_of(group: ActivityLinks) -> str:
    """Number, date, title."""
    activity = group.activity
    if activity is None:
        return f"{group.number}. " + _("For the project as a whole")
    parts = [f"{activity.starts_on:%d.%m.%Y}" if activity.starts_on else "", activity.title]
    return f"{group.number}. " + ", ".join(part for part in parts if part)


def as_text(links: LinkList) -> str:
    """Everything as text to copy."""
    return "\n\n".join("\n".join(_text_of(group)) for group in links.groups)


def link_list_document(project: Project, groups: Sequence[ActivityLinks], *, measure: Measure | None) -> Document:
    """The list of a project, or of one of its measures."""
    links = link_list(groups)
    lines = [f"{project.ref} · {project.title}"]
    if measure:
        lines.append(f"{measure.number}. {measure.title}")
    section = Section(_("Links"), "", [sentence_of(groups)], links=links)
    return document_of(_("Publications by activity"), lines, [section])


def sentence_of(groups: Sequence[ActivityLinks]) -> str:
    """How many links stand here, and how many different publications they are."""
    listed = [one.post.pk for group in groups for one in group.posts]
    words = _("Listed: %(listed)s. Different publications: %(different)s.")
    return words % {"listed": len(listed), "different": len(set(listed))}


def _line(one: ListedPost, numbers: Mapping[int, int]) -> LinkLine:
    words = one.post.url or unlinked_words(one.post)
    if not one.elsewhere:
        return LinkLine(words, one.post.url)
    places = ", ".join(_place(other, numbers) for other in one.elsewhere)
    return LinkLine(words, one.post.url, _("counted once, also at: %(places)s") % {"places": places})


def _place(mention: Mention, numbers: Mapping[int, int]) -> str:
    """By its number in the list, else by its code and title."""
    activity = mention.activity
    if activity is None:
        return mention.project.ref
    if activity.pk in numbers:
        return _("No. %(number)s") % {"number": numbers[activity.pk]}
    return f"{activity.ref} {activity.title}"


def _text_of(group: LinkGroup) -> list[str]:
    if not group.lines:
        return [group.heading, group.empty]
    lines = [
        f"{place}) {line.text}" + (f" ({line.note})" if line.note else "") for place, line in enumerate(group.lines, 1)
    ]
    return [group.heading, *lines]
