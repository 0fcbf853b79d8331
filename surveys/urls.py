"""Addresses of the surveys app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "surveys"


def _stub(request: HttpRequest) -> HttpResponse:  # replaced while the app is being built
    return HttpResponse()


urlpatterns = [
    path("surveys/", _stub, name="runs"),
]
