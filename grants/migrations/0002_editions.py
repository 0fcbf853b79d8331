from django.db import migrations

from grants.reference_data import load_editions


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial")]
    operations = [migrations.RunPython(lambda apps, schema_editor: load_editions(apps), migrations.RunPython.noop)]
