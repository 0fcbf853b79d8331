"""Addresses of the desk."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "desk"


def _stub(request: HttpRequest) -> HttpResponse:  # replaced while the app is being built
    return HttpResponse()


urlpatterns = [path("", _stub, name="home")]
