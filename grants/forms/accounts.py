"""Signing in, registering, one's own account, API tokens."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from grants.forms.fields import Explained
from grants.models import ApiToken, User

PASSWORD_LENGTH = 1000  # longer ones only make the server work
PASSWORD_HELP = _("At least 10 characters; not only digits and not a common word.")
# Each language in its own words, whatever language the page is in.
LANGUAGE_NAMES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


def email_field(**kwargs: Any) -> forms.EmailField:
    """An e-mail to sign in with."""
    widget = forms.EmailInput(attrs={"autocomplete": "username"})
    return forms.EmailField(label=_("E-mail"), max_length=254, widget=widget, **kwargs)


def new_password_field(label: Any) -> forms.CharField:
    """A password being chosen."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, max_length=PASSWORD_LENGTH, widget=widget, help_text=PASSWORD_HELP)


class SignInForm(AuthenticationForm):
    """E-mail and password."""

    username = email_field()
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _("This e-mail and password do not go together. Check both, or ask for a new password."),
        "inactive": _("This account is closed. Ask the administrator of the installation."),
    }


class RegisterForm(Explained, forms.Form):
    """A stranger with an invitation makes an account."""

    refusals: ClassVar[dict[str, str | None]] = {"email_taken": "email"}

    email = email_field()
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = new_password_field(_("Choose a password"))

    def clean_email(self) -> str:
        """E-mails differ by more than their capitals."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """The password must be hard to guess, also for who knows the name and e-mail."""
        data = super().clean() or {}
        if password := data.get("password"):
            stranger = User(email=data.get("email", ""), name=data.get("name", ""))
            try:
                password_validation.validate_password(password, stranger)
            except ValidationError as weak:
                self.add_error("password", weak)
        return data


class ForgottenForm(forms.Form):
    """Asks where to send the link for a new password."""

    email = email_field()


class NewPasswordForm(SetPasswordForm):
    """A new password, twice, after a reset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _short_help(self)


class ChangePasswordForm(PasswordChangeForm):
    """The old password and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _short_help(self)


def _short_help(form: forms.Form) -> None:
    """Django explains passwords in a list, in part untranslated."""
    form.fields["new_password1"].label = _("New password")
    form.fields["new_password1"].help_text = PASSWORD_HELP
    form.fields["new_password2"].label = _("New password once more")
    form.fields["new_password2"].help_text = ""
    for name in ("new_password1", "new_password2"):
        field = form.fields[name]
        assert isinstance(field, forms.CharField)
        field.max_length = PASSWORD_LENGTH


class AccountForm(forms.Form):
    """One's own name and language."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Other members see it."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGE_NAMES,
        widget=forms.RadioSelect,
        help_text=_("Pages and letters come in this language."),
    )


class TokenForm(forms.ModelForm):
    """What a new API token is for."""

    class Meta:
        model = ApiToken
        fields = ["name"]
        labels = {"name": _("What is it for?")}
