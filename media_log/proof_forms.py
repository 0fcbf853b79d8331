"""Forms of what proves a publication."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.evidence import NewFilesForm
from media_log.models import Mention, Post
from media_log.queries.proofs import caption_of, usual_proof

_USUAL = ("screenshot", "broadcast_certificate", "photo")


class MentionChoice(forms.ModelChoiceField):
    """One of the places that mention a post."""

    def label_from_instance(self, obj: Mention) -> str:
        """Its code and title."""
        holder = obj.activity or obj.project
        return f"{holder.ref} · {holder.title[:60]}"


class ProofFilesForm(NewFilesForm):
    """Files that prove a publication, and in whose appendix they are kept."""

    def __init__(self, data: Any = None, files: Any = None, *, post: Post) -> None:
        first = usual_proof(post)
        usual = [first, *(code for code in _USUAL if code != first)]
        super().__init__(data, files, usual=usual, initial={"type": first, "caption": caption_of(post)})
        self.fields["files"].label = _("Screenshots, photos, certificates")
        mentions = post.mentions.select_related("activity__project__organisation", "project__organisation")
        # Asked only where there are several: a document lies in one appendix.
        self.mentions = list(mentions)
        if len(self.mentions) > 1:
            self.fields["place"] = MentionChoice(
                mentions,
                label=_("In whose appendix?"),
                empty_label=None,
                required=False,
                initial=self.mentions[0].pk,
            )

    def mention(self) -> Mention | None:
        """The chosen place, else the first one."""
        return self.cleaned_data.get("place") or (self.mentions[0] if self.mentions else None)


class ProofChoiceForm(forms.Form):
    """One of the documents that are there already."""

    document = forms.UUIDField()
