"""The sentence beneath a question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import lines

LONGEST = 1000


class RemarkForm(forms.Form):
    """In Kazakh and in Russian; empty is none."""

    kk = forms.CharField(label=_("In Kazakh"), required=False, max_length=LONGEST, widget=lines(4))
    ru = forms.CharField(label=_("In Russian"), required=False, max_length=LONGEST, widget=lines(4))
