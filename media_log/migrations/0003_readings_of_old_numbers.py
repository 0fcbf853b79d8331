"""Numbers noted before there was a history become readings of the day their post was logged."""

from django.db import migrations
from django.utils import timezone


def note(apps, schema_editor):
    Post = apps.get_model("media_log", "Post")
    Reading = apps.get_model("media_log", "Reading")
    changed, read = [], []
    for post in Post.objects.iterator(chunk_size=1000):
        logged_on = timezone.localdate(post.created_at)
        post.made_on = post.published_on or (timezone.localdate(post.uploaded_at) if post.uploaded_at else None)
        if post.views is not None:
            post.views_read_on = logged_on
        if post.page_followers is not None:
            post.followers_read_on = logged_on
        changed.append(post)
        if post.views is not None or post.page_followers is not None:
            read.append(
                Reading(
                    post=post,
                    read_on=logged_on,
                    views=post.views,
                    page_followers=post.page_followers,
                    source="workbook",
                )
            )
    Post.objects.bulk_update(changed, ["made_on", "views_read_on", "followers_read_on"], batch_size=200)
    Reading.objects.bulk_create(read, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("media_log", "0002_what_is_kept")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
