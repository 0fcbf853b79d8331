from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("events", "0007_people_and_paper")]

    operations = [migrations.RenameModel("MaterialCount", "OldMaterialCount")]
