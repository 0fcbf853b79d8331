"""Addresses of the events app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "events"


def _stub(request: HttpRequest) -> HttpResponse:  # replaced while the app is being built
    return HttpResponse()


urlpatterns = [
    path("activities/", _stub, name="activities"),
]
