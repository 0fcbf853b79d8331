"""A member who types, is signed out, and what the pages then carry; as a browser without scripts sees it."""

from django.test import Client

from reports.models import NarrativeText
from tests.factories import PASSWORD
from tests.outreach.page_forms import form_to, forms_of

HERE = {"origin": "http://testserver"}
TEXT = "/projects/P/report/texts/section:results/kk/"
WORDS = "Нәтиже «бар»:\r\n  1 & 2 < 3 \"жақсы\" </textarea><script>alert('x')</script>\r\n\r\nҚанша?"


def browser_of(user=None, **extra) -> Client:
    client = Client(enforce_csrf_checks=True, headers={**HERE, "accept": "text/html", **extra})
    if user:
        client.force_login(user)
    return client


def typed_into(client, path, **values):
    """The fields of the page's last form, with these values."""
    form = forms_of(client.get(path))[-1]
    return {**form.fields, **values}


def out(client):
    """Signed out in another tab."""
    client.post("/sign-out/", {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value


def sign_in_at(client, door, email="aigul@example.kz", password=PASSWORD, **more):
    """Through the form of the door as it stands."""
    fields = form_to(door, "/sign-in/").fields
    return client.post("/sign-in/", {**fields, "username": email, "password": password, **more})


def pressed(client, page, path, **more):
    """The button under what was typed."""
    return client.post(path, {**form_to(page, path).fields, **more})


def texts():
    return [one.text for one in NarrativeText.objects.all()]
