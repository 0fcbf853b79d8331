"""What the demo adds to its media log changes none of the reference's figures."""

from datetime import date

from grants.models import Organisation, Project
from media_log.models import Mention, Page, PlannedPost, Post, Reading
from media_log.queries import distinct_posts
from outreach.desk.demo_media import enliven
from tests.desk.books import bring_reference


def test_numbers_a_page_and_a_plan_but_not_one_publication_more(make):
    bring_reference(make)
    organisation = Organisation.objects.get(pk=make.organisation.pk)
    project = Project.objects.get(ref="P2")
    before = (Post.objects.count(), Mention.objects.count(), distinct_posts(project=project))
    assert before[:2] == (139, 143)
    for _again in range(2):
        enliven(organisation, by=None, today=date(2026, 2, 28))
        assert (Post.objects.count(), Mention.objects.count(), distinct_posts(project=project)) == before
        assert (Reading.objects.count(), Page.objects.count(), PlannedPost.objects.count()) == (8, 1, 3)
    seen = Post.objects.filter(views__isnull=False)
    assert sorted(seen.values_list("views", "views_read_on")) == [
        (240, date(2025, 10, 20)),
        (455, date(2025, 10, 20)),
        (910, date(2025, 10, 20)),
        (1730, date(2025, 10, 20)),
    ]
    assert set(seen.values_list("page_followers", "page__name")) == {(12_380, "qogam_demo")}
    days = PlannedPost.objects.values_list("planned_on", flat=True)
    assert list(days) == [date(2025, 10, 5), date(2025, 10, 14), date(2025, 10, 24)]
