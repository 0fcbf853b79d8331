"""Addresses of the grants app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "grants"


def _stub(request: HttpRequest) -> HttpResponse:  # replaced while the app is being built
    return HttpResponse()


urlpatterns = [
    path("sign-in/", _stub, name="sign_in"),
    path("account/", _stub, name="account"),
    path("projects/", _stub, name="projects"),
]
