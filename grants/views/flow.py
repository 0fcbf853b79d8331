"""The way every form goes: read, act, and come back with words where that failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grants.forms.fields import Explained
from rules.errors import AppError


def carried_out(form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Whether the form was in order and the action done. A refusal that the form knows becomes its error."""
    if not form.is_valid():
        return False
    try:
        action()
    except AppError as refused:
        if not isinstance(form, Explained):
            raise
        form.explain(refused)
        return False
    return True


def form_page(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """The page of a form: 200 when empty, 422 when it came back with errors, everything entered kept."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
