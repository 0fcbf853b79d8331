"""Fixtures shared by all tests."""

import pytest
from django.test import Client
from tests.factories import Factory

from grants.models import Role


@pytest.fixture(autouse=True)
def plain_static(settings, tmp_path):
    """Static files straight from their folders (no collected manifest), uploads and mail into a throwaway place."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def make(db):
    """The factory: `make.project()`, `make.activity()`, `make.member("owner")` …"""
    return Factory()


@pytest.fixture
def organiser(make):
    """A client signed in as an organiser of make.organisation."""
    return signed_in(make.member(Role.ORGANISER).user)


def signed_in(user) -> Client:
    """A browser of this user."""
    client = Client()
    client.force_login(user)
    return client
