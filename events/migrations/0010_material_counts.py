"""Lines of materials become materials, points and counts; kinds get their features."""

from django.db import migrations
from django.db.models import Sum

from events.reference_data import load_kinds


def forwards(apps, schema_editor):
    old = apps.get_model("events", "OldMaterialCount")
    material, count, point = (apps.get_model("events", name) for name in ("Material", "MaterialCount", "Point"))
    for row in old.objects.order_by("pk"):
        about = {"activity_id": row.activity_id, "kind": row.material or "other", "title": "", "language": row.language}
        of, _made = material.objects.get_or_create(**about)
        where = point.objects.get_or_create(activity_id=row.activity_id, name=row.point)[0] if row.point else None
        count.objects.create(material=of, point=where, handed_out=row.handed_out)
        if row.printed is not None:
            of.printed = (of.printed or 0) + row.printed
            of.save(update_fields=["printed"])


def backwards(apps, schema_editor):
    """Days and titles have no place in the old table: what differs only by them is added up."""
    old = apps.get_model("events", "OldMaterialCount")
    count = apps.get_model("events", "MaterialCount")
    columns = ("material__activity", "point__name", "material__kind", "material__language")
    for activity, where, kind, language, copies in count.objects.order_by().values_list(*columns).annotate(
        copies=Sum("handed_out")
    ):
        old.objects.create(
            activity_id=activity, point=where or "", material=kind, language=language, handed_out=copies
        )


class Migration(migrations.Migration):
    dependencies = [("events", "0009_every_kind_of_activity")]

    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.RunPython(lambda apps, schema_editor: load_kinds(apps), migrations.RunPython.noop),
    ]
