"""The language of a template: variables, loops over lists, conditions. Nothing can be called, computed or reached into.

What is not on the list below is refused before it is compiled, so that a sandbox is the second fence and not the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

LOOP_PARTS = frozenset({"index", "first", "last", "length"})
FILTERS = frozenset({"upper", "lower", "length"})
# The largest report we know takes 30,000 steps and 10 MB.
MOST_STEPS = 1_000_000
MOST_LETTERS = 60_000_000
# Texts of their own in conditions.
_MOST_CONSTANT = 200
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Filter,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
)


class TooMuchError(Exception):
    """A template goes on and on."""


class NotAllowedError(TemplateSyntaxError):
    """The template's language has this, ours has not."""


class Budget:
    """How many steps of loops a rendering may take, all of them together."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.left = steps

    def step(self) -> None:
        """Raises TooMuchError where all are taken."""
        self.left -= 1
        if self.left < 0:
            raise TooMuchError


class CountedList(list[Any]):
    """A list that pays for being gone through."""

    def __init__(self, items: Iterable[Any], budget: Budget) -> None:
        super().__init__(items)
        self._budget = budget

    def __iter__(self) -> Iterator[Any]:
        for one in super().__iter__():
            self._budget.step()
            yield one


def counted(value: Any, budget: Budget) -> Any:
    """Values whose lists are counted."""
    if isinstance(value, dict):
        return {name: counted(one, budget) for name, one in value.items()}
    if isinstance(value, list):
        return CountedList([counted(one, budget) for one in value], budget)
    return value


class _Bounded(Template):
    def render(self, *args: Any, **kwargs: Any) -> str:
        made, size = [], 0
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > self.environment.letters:  # type: ignore[attr-defined]
                raise TooMuchError
            made.append(piece)
        return "".join(made)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Knows no globals, no tests, three filters. Values are escaped for XML."""

    template_class = _Bounded

    def __init__(self, letters: int = MOST_LETTERS) -> None:
        self.letters = letters
        super().__init__(autoescape=True, undefined=StrictUndefined, cache_size=0)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        _refuse(parsed)
        return parsed

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Parts of the dataset are found by name in dictionaries; no attribute of any object is."""
        return attr in LOOP_PARTS and type(obj).__name__ == "LoopContext"

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing is called."""
        return False


def _refuse(tree: nodes.Node) -> None:
    for node in (tree, *_below(tree)):
        if not isinstance(node, _ALLOWED) or not _is_plain(node):
            raise NotAllowedError(type(node).__name__, getattr(node, "lineno", 0) or 0)


def _below(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Without recursion: a hostile tree is deep."""
    waiting = [tree]
    while waiting:
        for one in waiting.pop().iter_child_nodes():
            yield one
            waiting.append(one)


def _is_plain(node: nodes.Node) -> bool:
    if isinstance(node, nodes.For):
        return isinstance(node.target, nodes.Name) and not node.recursive
    if isinstance(node, nodes.Filter):
        return node.name in FILTERS and not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
    if isinstance(node, nodes.Const):
        return not isinstance(node.value, str) or len(node.value) <= _MOST_CONSTANT
    if isinstance(node, nodes.Getattr):
        return not node.attr.startswith("_") and isinstance(node.node, nodes.Name | nodes.Getattr)
    return True
