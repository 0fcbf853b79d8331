"""Runs of looking at links: which are due, how politely hosts are asked, what is written down."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from grants.models import AuditEntry
from media_log.actions import link_checks, looking
from media_log.actions.looking import look_at_due_links
from media_log.models import HostState, LinkCheck, Post
from media_log.tasks import look_at_links
from tests.media_log.checker.house import PAGE, check_of, due_again, post_at
from tests.media_log.checker.local_web import leads_to, raw, says
from tests.media_log.checker.test_looking import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("switched_on")]


def days_to_next(check: LinkCheck) -> float:
    return (check.next_at - timezone.now()) / timedelta(days=1)


def test_a_post_is_looked_at_and_shows_what_its_page_says(make, local, run):
    post = post_at(make, "http://news.kz/a")
    by_hand = make.post(platform="tv", url="", key="tv:1")
    local.pages["news.kz/a"] = says(PAGE + '<meta property="og:image" content="/i.png">')
    local.pages["news.kz/i.png"] = says(picture(), kind="image/png")
    assert (run(), run()) == (1, 0)
    check = check_of(post)
    assert (check.state, check.status, check.problem, check.failures) == ("alive", 200, "", 0)
    assert (check.title, check.author, check.claimed_until) == ("Семинар өтті", "Аймақ", None)
    assert check.picture.name.startswith(f"link_pictures/{make.organisation.pk}/{post.pk}/picture")
    assert check.picture.read()[:3] == b"\xff\xd8\xff"
    assert 6.2 < days_to_next(check) < 7.8
    assert local.asked == ["news.kz/robots.txt", "news.kz/a", "news.kz/i.png"]
    assert not LinkCheck.objects.filter(post=by_hand).exists()
    post.refresh_from_db()
    assert post.title == "Семинар өтті"


def test_what_people_said_is_never_overwritten_and_a_day_is_only_offered(make, local, run):
    post = post_at(make, "http://news.kz/a", title="Біздің семинар", published_on=date(2025, 9, 12))
    silent = post_at(make, "http://gazet.kz/b")
    day = '<meta property="article:published_time" content="2025-09-10T20:00:00Z">'
    local.pages |= {"news.kz/a": says(PAGE + day), "gazet.kz/b": says(PAGE + day)}
    assert run() == 2
    post.refresh_from_db()
    silent.refresh_from_db()
    assert (post.title, post.published_on) == ("Біздің семинар", date(2025, 9, 12))
    assert (silent.title, silent.published_on, silent.made_on) == ("Семинар өтті", None, None)
    # 20:00 in London is the next morning in Almaty.
    assert link_checks.take_published_day(silent, by=None) == date(2025, 9, 11)
    silent.refresh_from_db()
    assert (silent.published_on, silent.made_on) == (date(2025, 9, 11), date(2025, 9, 11))


def test_gone_is_what_is_not_found_on_two_days(make, local, run):
    post = post_at(make, "http://news.kz/a")
    local.pages["news.kz/a"] = says(PAGE)
    run()
    local.pages["news.kz/a"] = says(status="404 Not Found")
    due_again(post)
    run()
    first = check_of(post)
    assert (first.state, first.problem, first.status) == ("alive", "not_found", 404)
    assert 0.99 < days_to_next(first) <= 1
    # Pressed again on the same day: still one day only.
    due_again(post)
    run()
    assert (check_of(post).state, check_of(post).gone_since) == ("alive", first.gone_since)
    due_again(post, gone_since=timezone.now() - timedelta(hours=21))
    run()
    gone = check_of(post)
    assert (gone.state, gone.title) == ("gone", "Семинар өтті")
    assert AuditEntry.objects.filter(verb="link.gone").count() == 1
    # A site that is not well does not bring it back; the page does.
    for page, state in ((says(status="500 Oops"), "gone"), (says(status="403 No"), "gone"), (says(PAGE), "alive")):
        local.pages["news.kz/a"] = page
        due_again(post)
        run()
        assert check_of(post).state == state
    assert check_of(post).gone_since is None


def test_a_site_that_fails_gets_longer_and_longer_rests_and_is_never_gone(make, local, run):
    post = post_at(make, "http://news.kz/a")
    local.pages["news.kz/a"] = raw(b"\x00")
    hours = []
    for _day in range(10):
        run()
        check = check_of(post)
        assert (check.state, check.problem, check.gone_since) == ("unreachable", "garbage", None)
        hours.append(round(days_to_next(check) * 24))
        due_again(post)
    # Doubled each time, a tenth more or less, up to a week.
    assert sorted(hours) == hours
    assert (hours[0], hours[-1] in range(150, 186)) == (1, True)
    assert HostState.objects.get().failures == 10


def test_old_publications_are_looked_at_once_a_month(make, local, run):
    post = make.post("old", url="http://news.kz/old")
    make.mention(post, make.activity(starts_on=date(2024, 1, 10)))
    local.pages["news.kz/old"] = says(PAGE)
    run()
    assert 26.9 < days_to_next(check_of(post)) <= 33


def test_robots_are_asked_once_a_day_and_obeyed(make, local, run):
    allowed, forbidden = post_at(make, "http://news.kz/a"), post_at(make, "http://news.kz/private/b")
    local.pages["news.kz/robots.txt"] = says(
        "User-agent: *\nDisallow: /\n\nUser-agent: OutreachLinkCheck\nDisallow: /private/\nCrawl-delay: 20",
        kind="text/plain",
    )
    local.pages |= {"news.kz/a": says(PAGE), "news.kz/private/b": says(PAGE)}
    began = timezone.now()
    run()
    rest = timedelta(seconds=20)
    assert began + rest < HostState.objects.get().next_at <= timezone.now() + rest
    for _time in range(2):
        LinkCheck.objects.exclude(state="alive").update(next_at=timezone.now())
        HostState.objects.update(next_at=None)
        run()
    assert (check_of(allowed).state, check_of(forbidden).state, check_of(forbidden).problem) == (
        "alive",
        "closed",
        "robots",
    )
    assert local.asked == ["news.kz/robots.txt", "news.kz/a"]
    HostState.objects.update(robots_read_at=timezone.now() - timedelta(hours=25))
    local.pages["news.kz/robots.txt"] = says("", kind="text/plain")
    due_again(forbidden)
    run()
    assert check_of(forbidden).state == "alive"


@pytest.mark.parametrize(
    ("robots", "state"),
    [
        (says(status="404 Not Found"), "alive"),
        (says(status="403 No"), "alive"),
        (leads_to("http://127.0.0.1/robots.txt"), "alive"),
        (leads_to("/robots.txt"), "alive"),
        (says("<html>" + "x" * 200_000), "alive"),
        (says(b"\xff\x00" * 5_000, kind="text/plain"), "alive"),
        (says(status="503 Busy"), "unreachable"),
        (raw(b"\x00"), "unreachable"),
    ],
)
def test_a_site_without_robots_may_be_asked_and_one_that_is_not_well_waits(make, local, run, robots, state):
    post = post_at(make, "http://news.kz/a")
    local.pages |= {"news.kz/a": says(PAGE), "news.kz/robots.txt": robots}
    run()
    assert check_of(post).state == state
    assert ("news.kz/a" in local.asked) is (state == "alive")
    assert len(HostState.objects.get().robots) <= 100_000


def test_a_site_that_asks_for_a_rest_gets_it(make, local, run):
    post = post_at(make, "http://news.kz/a")
    local.pages["news.kz/a"] = says(status="429 Slow", retry_after="7200")
    run()
    host = HostState.objects.get()
    assert 7100 < (host.next_at - timezone.now()).total_seconds() <= 7200
    assert (check_of(post).state, check_of(post).problem, host.failures) == ("closed", "too_often", 1)


def test_hosts_take_turns_and_none_is_asked_twice_within_its_rest(make, local, run, settings):
    settings.LINK_CHECK_SECONDS_BETWEEN = 30
    posts = [post_at(make, f"http://{host}/{number}") for host in ("a.kz", "b.kz") for number in range(3)]
    for post in posts:
        local.pages[post.url.removeprefix("http://")] = says(PAGE)
    began = timezone.now()
    assert run() == 2
    assert [asked for asked in local.asked if "robots" not in asked] == ["a.kz/0", "b.kz/0"]
    waiting = LinkCheck.objects.filter(state="waiting")
    assert waiting.count() == 4
    soonest, latest = began + timedelta(seconds=20), timezone.now() + timedelta(seconds=30)
    assert all(soonest < check.next_at <= latest for check in waiting)


def test_without_a_network_nothing_is_anybodys_failure(make, local, run):
    posts = [post_at(make, f"http://{host}/a") for host in ("a.kz", "b.kz", "c.kz")]
    for post in posts:
        local.pages[post.url.removeprefix("http://")] = says(PAGE)
    local.switch_off()
    assert run() == 3
    assert set(LinkCheck.objects.values_list("state", "failures", "checked_at")) == {("waiting", 0, None)}
    assert set(HostState.objects.values_list("failures", flat=True)) == {0}
    assert all(540 < (check.next_at - timezone.now()).total_seconds() <= 600 for check in LinkCheck.objects.all())


def test_one_host_that_answers_proves_the_network(make, local, run):
    for host in ("a.kz", "b.kz", "c.kz"):
        post_at(make, f"http://{host}/a")
    local.pages["b.kz/a"] = says(PAGE)
    run()
    assert sorted(LinkCheck.objects.values_list("state", "failures")) == [
        ("alive", 0),
        ("unreachable", 1),
        ("unreachable", 1),
    ]


def test_a_link_that_is_never_opened_needs_no_network(make, local, run):
    post = post_at(make, "http://10.0.0.1/a")
    dead = post_at(make, "http://a.kz/a")
    run()
    assert (check_of(post).state, check_of(post).problem) == ("refused", "not_public")
    assert check_of(dead).state == "unreachable"
    assert days_to_next(check_of(post)) > 26


def test_a_worker_that_dies_only_delays_a_link(make, local, run):
    post = post_at(make, "http://news.kz/a")
    local.pages["news.kz/a"] = says(PAGE)
    now = timezone.now()
    LinkCheck.objects.create(post=post, next_at=now, claimed_until=now + timedelta(minutes=1))
    assert run() == 0
    LinkCheck.objects.update(claimed_until=now - timedelta(seconds=1))
    HostState.objects.create(host="news.kz", next_at=now - timedelta(seconds=1))
    assert run() == 1


def test_what_a_slow_worker_found_does_not_overwrite_the_one_that_took_over(make, local, run):
    post = post_at(make, "http://news.kz/a")
    local.pages["news.kz/a"] = says(PAGE)
    link_checks.add_missing_checks()
    slow = looking._claim_next()
    LinkCheck.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    run()
    link_checks.record_look(slow, looking.Look("gone", "not_found", 404))
    assert check_of(post).state == "alive"


def test_a_publication_removed_meanwhile(make, local, run):
    post = post_at(make, "http://news.kz/a")
    link_checks.add_missing_checks()
    claim = looking._claim_next()
    Post.objects.filter(pk=post.pk).delete()
    link_checks.record_look(claim, looking.Look("alive", status=200, final_url="http://news.kz/a"))
    assert not LinkCheck.objects.exists()


def test_switched_off_nothing_is_asked_and_nothing_is_made(make, local, run, settings):
    settings.LINK_CHECKS = False
    post_at(make, "http://news.kz/a")
    assert run() == 0
    look_at_links()
    assert (local.asked, LinkCheck.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_look_at_one_link_nor_ask_one_host_at_once(make, local, settings, monkeypatch):
    monkeypatch.setattr(looking, "_SOON", timedelta(milliseconds=20))
    settings.LINK_CHECK_SECONDS_BETWEEN = 0.02
    at_once, most = 0, 0
    lock = threading.Lock()

    def slow(connection_):
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.05)
        with lock:
            at_once -= 1
        says(PAGE)(connection_)

    for number in range(6):
        post_at(make, f"http://news.kz/{number}")
        local.pages[f"news.kz/{number}"] = slow

    def work():
        ends = time.monotonic() + 90
        while LinkCheck.objects.filter(state="waiting").exists() and time.monotonic() < ends:
            look_at_due_links(web=local.web(), seconds=1)
            time.sleep(0.02)
        connection.close()

    link_checks.add_missing_checks()
    threads = [threading.Thread(target=work) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = [asked for asked in local.asked if "robots" not in asked]
    assert sorted(asked) == [f"news.kz/{number}" for number in range(6)]
    assert most == 1


def test_a_real_worker_looks_when_it_is_told_to(workers, make):
    """Without a network it finds none, which is all it can find here; `.invalid` never leads anywhere."""
    post = post_at(make, "https://nothing.invalid/a")
    workers.environment["LINK_CHECKS"] = "on"
    workers.send("media_log.look_at_links")
    workers.start()
    ends = time.monotonic() + 120
    while not LinkCheck.objects.filter(post=post, checked_at__isnull=False).exists():
        assert time.monotonic() < ends, "the worker has not looked"
        time.sleep(0.1)
    check = check_of(post)
    assert (check.state, check.problem, check.failures) == ("unreachable", "dns", 1)
