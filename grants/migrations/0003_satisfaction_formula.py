from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_editions")]

    operations = [
        migrations.AddField(
            "project",
            "satisfaction_formula",
            models.CharField(
                choices=[
                    ("top_two", "share of the two best answers"),
                    ("mean_of_max", "mean in percent of the best answer"),
                    ("mean_from_min", "mean between the worst (0 %) and the best answer (100 %)"),
                ],
                default="top_two",
                max_length=14,
                verbose_name="how satisfaction is counted",
            ),
        ),
        migrations.AddConstraint(
            "project",
            models.CheckConstraint(
                condition=models.Q(satisfaction_formula__in=["top_two", "mean_of_max", "mean_from_min"]),
                name="project_formula_known",
            ),
        ),
    ]
