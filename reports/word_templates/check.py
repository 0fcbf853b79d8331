"""Whether a file can be a form's template: its tags against the list of variables, and a trial of filling it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateError

from reports.word_templates.archive import unpacked
from reports.word_templates.environment import LOOP_PARTS, NotAllowedError, TemplateEnvironment
from reports.word_templates.parts import checked_parts, short
from reports.word_templates.schema import GROUP, LIST, TEXT, Variable, variables_of
from reports.word_templates.tags import MOST_TAGS, Tag, tags_of
from reports.word_templates.trial import try_out
from rules.errors import AppError

_DEEPEST = 10
_LOOP = Variable("loop", "", GROUP, tuple(Variable(name, "") for name in sorted(LOOP_PARTS)))
# These names mean something else to the program that fills in Word files.
_TAKEN = frozenset({"p", "r", "tr", "tc", "loop"})


def check_template(content: bytes, form: str) -> list[str]:
    """The variables that a file uses, sorted: `tasks.measures.name`. It can be filled in whatever a project has.

    Raises AppError template_… with the piece of text that is wrong.
    """
    parts = checked_parts(unpacked(content))
    checking = _Checking(Variable(form, "", GROUP, variables_of(form)))
    for tree in parts.values():
        checking.part(tree)
    if not checking.used:
        raise AppError("template_without_variables", 422)
    try_out(content, form)
    return sorted(checking.used)


def unknown_variables(used: Sequence[str], form: str) -> list[str]:
    """Which of these variables a form has no longer."""
    known = set(_names(variables_of(form), ""))
    return [name for name in used if name not in known]


def _names(variables: Sequence[Variable], before: str) -> Iterator[str]:
    for one in variables:
        yield f"{before}{one.name}"
        yield from _names(one.parts, f"{before}{one.name}.")


@dataclass(frozen=True)
class _Known:
    """A variable with its whole name."""

    variable: Variable
    path: str


@dataclass
class _Open:
    """A block that has begun: `names` are known within it."""

    tag: Tag
    names: dict[str, _Known] = field(default_factory=dict)


class _Checking:
    def __init__(self, root: Variable) -> None:
        self._root = {one.name: _Known(one, one.name) for one in root.parts}
        self._environment = TemplateEnvironment()
        self._open: list[_Open] = []
        self._count = 0
        self.used: set[str] = set()

    def part(self, tree: Any) -> None:
        """The tags of one part; blocks end in the part they began in."""
        for tag in tags_of(tree):
            self._count += 1
            if self._count > MOST_TAGS:
                raise AppError("template_too_many_tags", 422, most=MOST_TAGS)
            self._tag(tag)
        if self._open:
            raise AppError("template_block_open", 422, piece=short(self._open[-1].tag.piece))

    def _tag(self, tag: Tag) -> None:
        if tag.verb in {"for", "if"}:
            self._begin(tag)
        elif tag.verb in {"elif", "else"}:
            self._go_on(tag)
        elif tag.verb:
            self._end(tag)
        else:
            self._look(tag, self._parsed(tag, f"{{{{ {tag.rest} }}}}"), shown=True)

    def _begin(self, tag: Tag) -> None:
        if len(self._open) >= _DEEPEST:
            raise AppError("template_too_deep", 422, piece=short(tag.piece), most=_DEEPEST)
        tree = self._parsed(tag, f"{{% {tag.verb} {tag.rest} %}}{{% end{tag.verb} %}}")
        begun = _Open(tag)
        if tag.verb == "for":
            loop = next(tree.find_all(nodes.For))
            name = loop.target.name if isinstance(loop.target, nodes.Name) else ""
            if name in self._root or name in _TAKEN:
                raise AppError("template_name_taken", 422, piece=short(tag.piece), name=name)
            listed = self._known(tag, loop.iter)
            if listed.variable.kind != LIST:
                raise AppError("template_no_list", 422, piece=short(tag.piece), name=listed.path)
            begun.names = {
                name: _Known(Variable(name, "", GROUP, listed.variable.parts), listed.path),
                "loop": _Known(_LOOP, "loop"),
            }
            self._open.append(begun)
            if loop.test:
                self._look(tag, loop.test)
            return
        self._look(tag, tree)
        self._open.append(begun)

    def _go_on(self, tag: Tag) -> None:
        begun = self._begun(tag, "if")
        if tag.verb == "elif":
            self._look(tag, self._parsed(tag, f"{{% if {tag.rest} %}}{{% endif %}}"))
        elif tag.rest or begun is None:
            raise AppError("template_tag_wrong", 422, piece=short(tag.piece))

    def _end(self, tag: Tag) -> None:
        self._begun(tag, tag.verb.removeprefix("end"))
        if tag.rest:
            raise AppError("template_tag_wrong", 422, piece=short(tag.piece))
        self._open.pop()

    def _begun(self, tag: Tag, verb: str) -> _Open:
        """The innermost block, which this tag belongs to."""
        if not self._open or self._open[-1].tag.verb != verb:
            raise AppError("template_closes_nothing", 422, piece=short(tag.piece))
        begun = self._open[-1]
        if begun.tag.prefix != tag.prefix or begun.tag.holder is not tag.holder:
            raise AppError("template_block_across", 422, piece=short(begun.tag.piece), end=short(tag.piece))
        return begun

    def _parsed(self, tag: Tag, source: str) -> nodes.Template:
        try:
            return self._environment.parse(source)
        except NotAllowedError:
            raise AppError("template_not_allowed", 422, piece=short(tag.piece)) from None
        except (TemplateError, RecursionError, SyntaxError, ValueError):
            raise AppError("template_tag_wrong", 422, piece=short(tag.piece)) from None

    def _look(self, tag: Tag, tree: nodes.Node, *, shown: bool = False) -> None:
        """Every name in it is known; what is `shown` is a text and not a list."""
        inner = {id(one.node) for one in tree.find_all(nodes.Getattr)}
        counted = {id(one.node) for one in tree.find_all(nodes.Filter) if one.name == "length"}
        names = (one for one in tree.find_all((nodes.Name, nodes.Getattr)) if id(one) not in inner)
        whole = [tree] if isinstance(tree, nodes.Name | nodes.Getattr) else []
        for one in (*whole, *names):
            known = self._known(tag, one)
            if shown and known.variable.kind != TEXT and id(one) not in counted:
                raise AppError("template_no_text", 422, piece=short(tag.piece), name=known.path)

    def _known(self, tag: Tag, node: nodes.Node) -> _Known:
        """What a dotted name means here. Raises AppError template_unknown_variable with the nearest name there is."""
        steps: list[str] = []
        while isinstance(node, nodes.Getattr):
            steps.insert(0, node.attr)
            node = node.node
        if not isinstance(node, nodes.Name):
            raise AppError("template_not_allowed", 422, piece=short(tag.piece))
        scope = {**self._root, **{name: one for begun in self._open for name, one in begun.names.items()}}
        known = scope.get(node.name)
        if known is None:
            raise self._unknown(tag, node.name, sorted(scope))
        said = node.name
        for step in steps:
            part = known.variable.part(step) if known.variable.kind == GROUP else None
            if part is None:
                if known.variable.kind == LIST:
                    raise AppError("template_list_part", 422, piece=short(tag.piece), name=said)
                near = [f"{said}.{one.name}" for one in known.variable.parts]
                raise self._unknown(tag, f"{said}.{step}", near)
            known, said = _Known(part, f"{known.path}.{step}"), f"{said}.{step}"
        if not known.path.startswith("loop"):
            self.used.add(known.path)
        return known

    def _unknown(self, tag: Tag, name: str, names: Sequence[str]) -> AppError:
        near = get_close_matches(name, names, 1, 0.5)
        if near:
            return AppError("template_unknown_near", 422, piece=short(tag.piece), name=short(name), near=near[0])
        return AppError("template_unknown_variable", 422, piece=short(tag.piece), name=short(name))
