"""Fixtures shared by all tests."""

import time
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from events.reference_data import load_kinds
from grants.models import Edition, Role
from grants.reference_data import load_editions
from surveys.reference_data import load_questionnaires
from tests.emptying import Beginning
from tests.factories import Factory
from tests.live import requests
from tests.workers import Workers, place

# A property does not depend on how busy the machine is.
hypothesis_settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("unhurried")


def pytest_configure():
    """Each process of a parallel run has its own shelf of Redis: one that clears its cache leaves the others' alone."""
    shelf = settings.CACHES["default"]
    if "redis" in shelf["BACKEND"]:
        shelf["LOCATION"] = f"{shelf['LOCATION'].rpartition('/')[0]}/{1 + place()}"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """What a test calls today stays today: one that would begin a moment before midnight begins after it."""
    left = seconds_to_midnight(timezone.localtime())
    if left < (120 if item.get_closest_marker("browser") else 30):
        time.sleep(left)


def seconds_to_midnight(now: datetime) -> float:
    """How long this day still lasts, where the product is used."""
    return (datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo) - now).total_seconds()


# They take longest and mind the clock.
LONGEST = (
    "tests/api/test_check_in_faults.py",
    "tests/browser/test_every_page.py",
    "tests/browser/test_scanner_camera.py",
    "tests/reports/test_killed.py",
)


def pytest_collection_modifyitems(items):
    """The longest of those that commit come first of them: one process has them, and neither waits at the end.

    What stays in its transaction goes before, as pytest-django has it: the other process is busy with that meanwhile.
    """
    commit = (number for number, item in enumerate(items) if "transactional_db" in item.fixturenames)
    begins = next(commit, len(items))
    items[begins:] = sorted(items[begins:], key=lambda item: item.nodeid.partition("::")[0] not in LONGEST)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A test's database need not survive a power cut: no waiting for the disk. Servers that tests start do wait."""
    options = connection.settings_dict.get("OPTIONS", {})
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, django_db_keepdb):
    """Who comes after a test that commits finds the database as `migrate` made it, reference data and all."""
    with django_db_blocker.unblock():
        if django_db_keepdb:  # what an earlier run, maybe a broken off one, left behind
            call_command("flush", interactive=False, verbosity=0)
        if not Edition.objects.exists():
            load_editions(apps)
            load_kinds(apps)
            load_questionnaires(apps)
        beginning = Beginning(connection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: beginning.restore())
        yield


@pytest.fixture(autouse=True)
def plain_static(settings, tmp_path):
    """Static files straight from their folders (no collected manifest), uploads and mail into a throwaway place."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "files"
    # Collected files are looked for when asked for, not all of them by every client that a test makes.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """A thousand tests make users; none of their passwords has to withstand anybody."""
    settings.PASSWORD_HASHERS = ["tests.hashing.QuickArgon2", *settings.PASSWORD_HASHERS[1:]]


@pytest.fixture(autouse=True)
def no_network(settings):
    """No test asks the world outside; those of the link check have a web of their own."""
    settings.LINK_CHECKS = False


@pytest.fixture(autouse=True)
def nothing_counted():
    """What earlier tests tried, from the same address and at activities of the same number, counts against nobody."""
    cache.clear()


@pytest.fixture(autouse=True)
def usual_language():
    """A request leaves its language behind in the thread; each test begins in Kazakh."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def served_out(request):
    """What the live server still does for a page that has gone is over before the tables are emptied."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
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
