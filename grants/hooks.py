"""What this app must say to the apps above it, or ask of them, without importing them.

The upper app registers a function here when Django starts (AppConfig.ready); registering twice does nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from grants.models import Organisation, Project

ProjectListener = Callable[[Project], object]
ProjectQuestion = Callable[[Project], bool]
KindNames = Callable[[Organisation], dict[str, str]]

_precedence_listeners: list[ProjectListener] = []
_kind_name_sources: list[KindNames] = []
_formula_holders: list[ProjectQuestion] = []


def on_precedence_changed(listener: ProjectListener) -> ProjectListener:
    """Call `listener(project)` inside the transaction that has changed a project's order of categories."""
    if listener not in _precedence_listeners:
        _precedence_listeners.append(listener)
    return listener


def precedence_changed(project: Project) -> None:
    """Tell everyone who stores something computed from the project's order of categories."""
    for listener in _precedence_listeners:
        listener(project)


def provide_kind_names(source: KindNames) -> KindNames:
    """Let `source(organisation)` name the kinds of activity: code to name in the reader's language."""
    if source not in _kind_name_sources:
        _kind_name_sources.append(source)
    return source


def kind_names(organisation: Organisation) -> dict[str, str]:
    """The kinds of activity an organisation may use, code to name, in their usual order."""
    names: dict[str, str] = {}
    for source in _kind_name_sources:
        names |= source(organisation)
    return names


def holds_formula(question: ProjectQuestion) -> ProjectQuestion:
    """Let `question(project)` say whether something was counted from answers already, so that the project's formula of
    satisfaction cannot change any more."""
    if question not in _formula_holders:
        _formula_holders.append(question)
    return question


def formula_is_fixed(project: Project) -> bool:
    """Whether the project's formula of satisfaction is held."""
    return any(question(project) for question in _formula_holders)
