"""Links that were pages of some site and are recognised as a platform's posts now get that post's key, so that pasting
them again finds them. Where the key is taken already, both stay: which one is right is for people to see."""

from django.db import migrations

from rules.post_keys import inspect_link


def rekey(apps, schema_editor):
    Post = apps.get_model("media_log", "Post")
    taken = set(Post.objects.values_list("organisation_id", "key"))
    for post in Post.objects.filter(platform="site").exclude(url="").iterator(chunk_size=1000):
        link = inspect_link(post.url)
        if not link.is_link or link.key == post.key or (post.organisation_id, link.key) in taken:
            continue
        taken.add((post.organisation_id, link.key))
        Post.objects.filter(pk=post.pk).update(key=link.key, platform=link.platform)


class Migration(migrations.Migration):
    dependencies = [("media_log", "0004_numbers_have_days")]

    operations = [migrations.RunPython(rekey, migrations.RunPython.noop)]
