"""Addresses of the reports app."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

app_name = "reports"


def _stub(request: HttpRequest) -> HttpResponse:  # replaced while the app is being built
    return HttpResponse()


urlpatterns = [
    path("reports/", _stub, name="projects"),
]
