"""Things made: counted by line, approved apart, with an indirect reach that is never added to people."""

import uuid
from datetime import date

import pytest

from events.models import Product
from events.queries.products import made_by_kind, products_of
from media_log.actions import add_links
from media_log.models import Post
from outreach.desk.reach import reach_of
from tests.reports.plan import figure


@pytest.fixture
def project(make):
    return make.project(ref="P1")


def sent(**fields):
    return {"form": uuid.uuid4(), "kind": "demotivator", "number_made": "10", "title": "Отбасы туралы", **fields}


def test_ten_demotivators_are_one_line_and_ten_things(make, project, organiser):
    activity = make.activity(project, ref="A1", measure=make.measure(project))
    form = sent(activity=activity.pk)
    for _twice in range(2):
        assert organiser.post("/projects/P1/products/new/", form).status_code == 302
    product = Product.objects.get()
    assert (product.number_made, product.measure, product.organisation) == (10, activity.measure, make.organisation)
    assert figure(project, "products", activity.measure_id) == figure(project, "products") == 10


def test_made_and_approved_stand_apart(project, organiser):
    organiser.post("/projects/P1/products/new/", sent())
    form = sent(kind="video", number_made="2", approved_by="Тапсырыс беруші", approved_on="2025-09-20")
    organiser.post("/projects/P1/products/new/", form)
    page = organiser.get("/projects/P1/products/")
    assert (page.context["made"], page.context["approved"]) == (12, 2)
    sums = made_by_kind(products=products_of(project=project))
    assert [(one.kind, one.made, one.approved) for one in sums] == [("video", 2, 2), ("demotivator", 10, 0)]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"approved_on": "2025-09-20"}, "approved_by"),
        ({"indirect_reach": "500"}, "reach_read_on"),
        ({"reach_read_on": "2025-09-20"}, "indirect_reach"),
        ({"number_made": "0"}, "number_made"),
        ({"made_on": "0205-01-01"}, "made_on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"title": ""}, "title"),
        ({"kind": "x"}, "kind"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(project, organiser, fields, wrong):
    answer = organiser.post("/projects/P1/products/new/", sent(shown_where="Тараз қаласының экраны", **fields))
    assert (answer.status_code, answer.context["form"].errors.keys()) == (422, {wrong})
    assert "Тараз қаласының экраны" in answer.content.decode()
    assert Product.objects.count() == 0


def test_another_projects_activity_cannot_be_chosen(make, project, organiser):
    other = make.activity(make.project())
    answer = organiser.post("/projects/P1/products/new/", sent(activity=other.pk))
    assert (answer.status_code, Product.objects.count()) == (422, 0)


def test_a_product_goes_with_its_activity_to_another_project(make, project, organiser):
    activity = make.activity(project)
    product = Product.objects.create(
        organisation=make.organisation, project=project, activity=activity, kind="video", title="Видео"
    )
    other = make.project(ref="P2")
    activity.project, activity.measure = other, make.measure(other)
    activity.save()
    made = [figure(project, "products"), figure(other, "products"), figure(other, "products", activity.measure_id)]
    assert made == [0, 1, 1]
    assert organiser.post(f"/products/{product.pk}/edit/", sent(activity=activity.pk)).status_code == 302
    product.refresh_from_db()
    assert (product.project, product.measure) == (other, activity.measure)


def test_direct_and_indirect_reach_stand_apart_and_a_post_counts_once(make, project, organiser):
    activity = make.activity(project)
    for _person in range(3):
        make.attendance(activity)
    add_links(
        organisation=make.organisation, project=project, activity=activity, text="https://example.kz/video", by=None
    )
    Post.objects.update(views=1000, views_read_on=date(2025, 9, 1))
    common = {"organisation": make.organisation, "project": project, "reach_read_on": "2025-09-20"}
    Product.objects.create(kind="video", title="А", indirect_reach=900, link="https://example.kz/video", **common)
    Product.objects.create(kind="banner", title="Б", indirect_reach=70, **common)
    reach = reach_of(project=project)
    assert (reach.people, reach.unique, reach.views, reach.of_products, reach.indirect) == (3, 3, 1000, 70, 1070)
    assert [(line.product.title, line.is_post) for line in reach.products] == [("А", True), ("Б", False)]
    page = organiser.get("/projects/P1/reach/").content.decode().replace("\xa0", "")
    assert ("1070" in page, "1073" in page) == (True, False)


def test_what_was_made_can_be_deleted(project, organiser):
    organiser.post("/projects/P1/products/new/", sent())
    product = Product.objects.get()
    assert organiser.get(f"/products/{product.pk}/delete/").status_code == 200
    organiser.post(f"/products/{product.pk}/delete/")
    assert Product.objects.count() == 0
