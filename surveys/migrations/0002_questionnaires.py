from django.db import migrations


class Migration(migrations.Migration):
    """Once brought the ready-made questionnaires; 0004 does so now, in today's tables."""

    dependencies = [("surveys", "0001_initial")]
    operations = []
