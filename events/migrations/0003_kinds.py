from django.db import migrations

from events.reference_data import load_kinds


class Migration(migrations.Migration):
    dependencies = [("events", "0002_initial")]
    operations = [migrations.RunPython(lambda apps, schema_editor: load_kinds(apps), migrations.RunPython.noop)]
