"""No number without the day it was read, no day without a number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media_log", "0003_readings_of_old_numbers")]

    operations = [
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('url', ''), _negated=True), ('platform__in', ('tv', 'radio', 'newspaper', 'outdoor', 'online_ad', 'elsewhere')), _connector='OR'), name='post_has_link_or_needs_none'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('views__isnull', True), ('views_read_on__isnull', True)), models.Q(('views__isnull', False), ('views_read_on__isnull', False)), _connector='OR'), name='post_views_with_day'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('likes__isnull', True), ('likes_read_on__isnull', True)), models.Q(('likes__isnull', False), ('likes_read_on__isnull', False)), _connector='OR'), name='post_likes_with_day'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reach__isnull', True), ('reach_read_on__isnull', True)), models.Q(('reach__isnull', False), ('reach_read_on__isnull', False)), _connector='OR'), name='post_reach_with_day'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('followers_read_on__isnull', True), ('page_followers__isnull', True)), models.Q(('followers_read_on__isnull', False), ('page_followers__isnull', False)), _connector='OR'), name='post_page_followers_with_day'),
        ),
    ]
