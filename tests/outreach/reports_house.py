"""What stands behind the addresses of a project's reports."""

from django.core.files.base import ContentFile

from grants.models import Project, User
from reports.actions.texts import save_text
from reports.models import Acceptance, WordTemplate
from tests.outreach.issued_house import issued_of

# Addresses with a project's ref and nothing else.
OF_PROJECT: tuple[str, ...] = ("centre", "draft", "findings", "findings_count", "texts")
# Addresses of one text.
OF_TEXT = ("text", "text_versions", "text_version")


def reports_of(project: Project, *, owner: User, mark: str) -> dict[str, object]:
    """What the reports' addresses are filled with."""
    accepted = Acceptance.objects.create(
        organisation=project.organisation,
        project=project,
        code="no_date",
        key="0" * 64,
        message=f"{project.title} қайшылығы",
        reason=f"{project.title} себебі",
    )
    text = save_text(project, slot="section:goals", language="kk", text=mark, seen_revision=0, by=owner)
    of_text = {"ref": project.ref, "slot": text.slot, "language": text.language, "revision": text.revision}
    return {
        "reports:finding_withdraw": {"ref": project.ref, "pk": accepted.pk},
        "reports:preview": {"ref": project.ref, "form": "final"},
        **{f"reports:{name}": of_text for name in OF_TEXT},
        **{f"reports:{name}": {"ref": project.ref} for name in OF_PROJECT},
        **_word_templates(project, mark),
        **issued_of(project, owner=owner),
    }


def _word_templates(project: Project, mark: str) -> dict[str, object]:
    kept = WordTemplate(
        organisation=project.organisation, form="final", language="kk", name=f"{mark} үлгі.docx", size=1
    )
    kept.file.save("template.docx", ContentFile(mark.encode()))
    shape = {"form": "final", "language": "kk"}
    return {
        "reports:word_template": shape,
        "reports:word_template_sample": shape,
        "reports:word_template_file": {"pk": kept.pk},
        "reports:word_template_retire": {"pk": kept.pk},
    }
