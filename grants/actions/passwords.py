"""A new password for who has forgotten the old one."""

from urllib.parse import urljoin

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from grants.models import User


def send_password_link(user_id: int, *, origin: str, language: str) -> bool:
    """Mail the user a link under `origin`, in the user's own language or else in `language`. False: no such user.

    The link works once, for PASSWORD_RESET_TIMEOUT seconds. Raises OSError while the mail server cannot be reached.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return False
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("grants:password_new", args=[uid, default_token_generator.make_token(user)])
    context = {"user": user, "link": urljoin(origin, path)}
    with translation.override(user.language or language):
        subject = render_to_string("registration/password_subject.txt", context).strip()
        body = render_to_string("registration/password_mail.txt", context)
    send_mail(subject, body, None, [user.email])
    return True
