"""Settings come from the environment; production refuses unsafe ones with every fault at once."""

import os
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from outreach.environment import laptop_secret_key, refuse_unsafe

SAFE = {
    "environment": "production",
    "debug": False,
    "secret_key": "x" * 50,
    "allowed_hosts": ["outreach.example.kz"],
    "database_url": "postgres://outreach:secret@db:5432/outreach",
    "redis_url": "redis://cache:6379/0",
    "public_url": "https://outreach.example.kz",
    "email_url": "smtp+tls://outreach:secret@mail:587",
    "trusted_proxies": 1,
}


def test_a_safe_production_starts():
    refuse_unsafe(**SAFE)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"debug": True}, "DEBUG"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS"),
        ({"database_url": "sqlite:///x"}, "DATABASE_URL"),
        ({"redis_url": ""}, "REDIS_URL"),
        ({"public_url": "http://outreach.example.kz"}, "PUBLIC_URL"),
        ({"email_url": ""}, "EMAIL_URL"),
        ({"trusted_proxies": 0}, "TRUSTED_PROXIES"),
    ],
)
def test_production_refuses_what_is_unsafe_and_names_it(change, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        refuse_unsafe(**{**SAFE, **change})


def test_all_faults_are_told_at_once():
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_unsafe(**{**SAFE, "debug": True, "secret_key": "", "redis_url": ""})
    assert [name in str(refused.value) for name in ("DEBUG", "SECRET_KEY", "REDIS_URL")] == [True] * 3


def test_an_unknown_environment_is_refused():
    with pytest.raises(ImproperlyConfigured, match="laptop or production"):
        refuse_unsafe(**{**SAFE, "environment": "staging"})


def test_the_laptops_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    first = laptop_secret_key(tmp_path / "var")
    assert len(first) >= 40
    assert laptop_secret_key(tmp_path / "var") == first
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_a_real_production_process_does_not_start_on_laptop_defaults(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "production",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "outreach.settings",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "SECRET_KEY is missing or short" in done.stderr
    assert not (tmp_path / "secret_key").exists()


def test_almaty_is_five_hours_ahead():
    from datetime import datetime
    from zoneinfo import ZoneInfo

    offset = datetime(2025, 5, 22, tzinfo=ZoneInfo("Asia/Almaty")).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 5 * 3600
