from django.db import migrations

from surveys.reference_data import load_questionnaires


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [migrations.RunPython(lambda apps, schema_editor: load_questionnaires(apps), migrations.RunPython.noop)]
