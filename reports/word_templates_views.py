"""Pages of an organisation's own Word templates: which forms have one, uploading one, the list of variables."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.access import MemberRequest, member_view
from grants.permissions import may_edit, may_manage_members
from reports.actions.word_templates import retire_template, use_template
from reports.catalogue import LANGUAGES
from reports.models import WordTemplate
from reports.queries.word_templates import look_of, looks_of
from reports.refusals import MESSAGES
from reports.word_templates.archive import MAX_BYTES
from reports.word_templates.sample import sample
from reports.word_templates.schema import TEMPLATE_FORMS, lines_of
from rules.errors import AppError

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский"}


class TemplateForm(forms.Form):
    """The Word file."""

    file = forms.FileField(
        label=_("Word file (.docx)"),
        help_text=_("At most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Choose a file first."),
            "missing": _("Choose a file first."),
            "invalid": _("The file did not arrive. Choose it once more."),
            "empty": _("The file is empty. Choose the Word file once more."),
        },
    )

    def clean_file(self) -> UploadedFile:
        """Refuse unread what is too large."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(str(MESSAGES["template_too_big"]) % {"limit": MAX_BYTES // (1024 * 1024)})
        return file


@require_safe
@member_view(may_edit)
def templates(request: MemberRequest) -> HttpResponse:
    """Every form that is a Word file, in each language, with the template in use."""
    context = {"looks": looks_of(organisation=request.organisation), "language_names": LANGUAGE_NAMES}
    return render(request, "reports/word_templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_view(may_edit)
def template(request: MemberRequest, form: str, language: str) -> HttpResponse:
    """One form in one language: what is in use, a new file, the sample, the variables."""
    _known(form, language)
    is_owner = may_manage_members(request.membership)
    upload = TemplateForm()
    if request.method == "POST":
        if not is_owner:
            raise AppError("not_allowed", 403)
        upload = TemplateForm(request.POST, request.FILES)
        if upload.is_valid() and _used(request, form, language, upload):
            messages.success(request, _t("Word files of this form look like your template now."))
            return redirect("reports:word_template", form, language)
    context = {
        "look": look_of(organisation=request.organisation, form=form, language=language),
        "language_name": LANGUAGE_NAMES[language],
        "form": upload,
        "may_change": is_owner,
        "lines": lines_of(form),
    }
    return render(request, "reports/word_template.html", context, status=422 if upload.errors else 200)


def _used(request: MemberRequest, form: str, language: str, upload: TemplateForm) -> bool:
    """Put the file to use, or say beside the field why it cannot be."""
    file: UploadedFile = upload.cleaned_data["file"]
    try:
        use_template(
            request.organisation,
            form=form,
            language=language,
            name=str(file.name or ""),
            content=file.read(),
            by=request.user,
        )
    except AppError as error:
        upload.add_error("file", str(MESSAGES[error.code]) % error.params)
        return False
    return True


@require_safe
@member_view(may_edit)
def sample_file(request: MemberRequest, form: str, language: str) -> HttpResponse:
    """The sample of a form."""
    _known(form, language)
    response = HttpResponse(sample(form, language), content_type=_DOCX)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{form}-{language}.docx") or ""
    return response


@require_safe
@member_view(may_edit)
def file(request: MemberRequest, pk: int) -> HttpResponse:
    """A template as it was sent, also one that is not in use any more."""
    kept = get_object_or_404(WordTemplate.objects.of(request.organisation), pk=pk)
    named = f"{slugify(kept.name.removesuffix('.docx'), allow_unicode=True) or 'template'}.docx"
    try:
        content = kept.file.open("rb")
    except FileNotFoundError:
        raise AppError("template_gone", 410) from None
    response: HttpResponseBase = FileResponse(content, content_type=_DOCX)
    response.headers["Content-Disposition"] = content_disposition_header(True, named) or ""
    return cast(HttpResponse, response)


@require_POST
@member_view(may_manage_members)
def retire(request: MemberRequest, pk: int) -> HttpResponse:
    """Back to our own look."""
    kept = get_object_or_404(WordTemplate.objects.of(request.organisation), pk=pk)
    retire_template(kept, by=request.user)
    messages.success(request, _t("The form has our look again. Your file is kept."))
    return redirect("reports:word_template", kept.form, kept.language)


def _known(form: str, language: str) -> None:
    if form not in TEMPLATE_FORMS or language not in LANGUAGES:
        raise Http404
