"""Addresses of the media_log app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "media_log"


def _stub(request: HttpRequest) -> HttpResponse:  # replaced while the app is being built
    return HttpResponse()


urlpatterns = [
    path("publications/", _stub, name="posts"),
]
