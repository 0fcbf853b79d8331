from django.db import migrations

from surveys.reference_data import load_questionnaires


def load(apps, schema_editor):
    """The ready-made questionnaires, also where 0004 has run before there were so many."""
    load_questionnaires(apps)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_tighten")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
