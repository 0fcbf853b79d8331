"""Fixtures shared by all tests."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from events.reference_data import load_kinds
from grants.models import Edition, Role
from grants.reference_data import load_editions
from surveys.reference_data import load_questionnaires
from tests.factories import Factory
from tests.live import requests
from tests.workers import Workers, place

# A property does not depend on how busy the machine is.
hypothesis_settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("unhurried")


def pytest_configure():
    """Each process of a parallel run has its own shelf of Redis: one that clears its cache leaves the others' alone."""
    cache = settings.CACHES["default"]
    if "redis" in cache["BACKEND"]:
        cache["LOCATION"] = f"{cache['LOCATION'].rpartition('/')[0]}/{1 + place()}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A test's database need not survive a power cut: no waiting for the disk. Servers that tests start do wait."""
    options = connection.settings_dict.get("OPTIONS", {})
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(autouse=True)
def plain_static(settings, tmp_path):
    """Static files straight from their folders (no collected manifest), uploads and mail into a throwaway place."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """A thousand tests make users; none of their passwords has to withstand anybody."""
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2", *settings.PASSWORD_HASHERS[1:]]


@pytest.fixture(autouse=True)
def no_network(settings):
    """No test asks the world outside; those of the link check have a web of their own."""
    settings.LINK_CHECKS = False


@pytest.fixture(autouse=True)
def usual_language():
    """A request leaves its language behind in the thread; each test begins in Kazakh."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def reference_data(request):
    """Tests that commit empty every table afterwards, also what `migrate` brought: give it to who comes next."""
    marker = request.node.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction"))
    if commits or {"live_server", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("transactional_db")
    elif marker or "db" in request.fixturenames:
        request.getfixturevalue("db")
    else:
        return
    # In a parallel run a test may follow any other; what one inside a transaction is given goes with it.
    if not Edition.objects.exists():
        load_editions(apps)
        load_kinds(apps)
        load_questionnaires(apps)


@pytest.fixture(autouse=True)
def served_out(request, reference_data):
    """What the live server still does for a page that has gone is over before the tables are emptied."""
    yield
    if "live_server" in request.fixturenames:
        requests.wait()


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


@pytest.fixture
def workers(transactional_db, tmp_path):
    """Starts workers; ends them before the database is emptied."""
    found = Workers(tmp_path)
    yield found
    found.stop()
