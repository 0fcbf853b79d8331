"""What a test that commits finds and leaves."""

import pytest
from django.db import connection

from events.models import ActivityKind
from grants.models import Edition, Organisation
from tests.emptying import Beginning

pytestmark = pytest.mark.django_db(transaction=True)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (ActivityKind, Edition, Organisation)]


def test_what_was_added_changed_and_deleted_is_as_before(make):
    before, beginning = everything(), Beginning(connection)
    make.attendance(make.activity(), person=make.person())
    ActivityKind.objects.filter(code="lecture").update(name_kk="Басқа")
    Edition.objects.exclude(projects__isnull=False).delete()
    assert everything() != before
    beginning.restore()
    assert everything() == before
    beginning.restore()
    assert everything() == before
