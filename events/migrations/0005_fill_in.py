"""Consents learn their organisation; every activity gets a secret of its own."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

from events.models.activities import new_presence_secret


def fill_in(apps, schema_editor):
    Consent, Activity, Attendance = (apps.get_model("events", name) for name in ("Consent", "Activity", "Attendance"))
    owner = Attendance.objects.filter(pk=OuterRef("attendance")).values("activity__organisation")[:1]
    Consent.objects.filter(organisation=None).update(organisation=Subquery(owner))
    for activity in Activity.objects.only("pk").iterator():
        # One default was given to all rows that were there already.
        Activity.objects.filter(pk=activity.pk).update(presence_secret=new_presence_secret())


class Migration(migrations.Migration):
    dependencies = [("events", "0004_check_in_that_loses_nobody")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
