import itertools
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions.devices import make_scanner_link
from events.actions.series import choose_activities, make_series
from events.models import *
from tests.conftest import signed_in
from tests.events.register_phone import Visitor, ahead
from tests.events.test_kept_scans import kept
from tests.events.test_scanner_pages import phone_at

EVILS = ["", "\0", "a\0b", "-1", "9"*30, "٣", "²", "x"*5000, "0001-01-01", "9999-12-31", "9999-12-31T23:59", "0001-01-01T00:00", "\r\nX: y", "9223372036854775808"]

@pytest.fixture
def world(make):
    activity = ahead(make, ref="L4", sessions=2, capacity=2)
    series = make_series(activity.project, title="s", by=None)
    choose_activities(series, [activity], by=None)
    for _ in range(3): Visitor(activity).register()
    phone = phone_at(make, activity)
    plink = make_scanner_link(organisation=make.organisation, project=activity.project, hours=24, by=make.member().user)
    entry = make.attendance(activity).attendance
    scan = kept(make, activity)
    return dict(activity=activity, series=series, device=phone, link=phone.link, entry=entry, scan=scan, plink=plink.link)

def urls(w):
    a = w["activity"]
    return {
     reverse("events:sessions", args=["L4"]): [("act", ["days","add","change","remove",""]), ("session",["1","2"]), ("held_on",["2026-12-01"]), ("starts_at",["10:00"]), ("ends_at",["11:00"]), ("title",["t"])],
     reverse("events:registrations", args=["L4"]): [("act",["settings","cancel"]), ("registration",["1"]), ("capacity",["3"]), ("registration_ends_at",["2026-12-01T10:00"]), ("takes_registrations",["on"])],
     reverse("events:series_list"): [("project",[str(a.project_id)]),("title",["t"])],
     reverse("events:series", args=[w["series"].pk]): [("act",["rename","choose"]),("title",["t"]),("activity",["L4"])],
     reverse("events:scanners", args=["L4"]): [("form",[str(uuid.uuid4())]),("door",["d"]),("until",["day"])],
     reverse("events:project_scanners", args=[a.project.ref]): [("form",[str(uuid.uuid4())]),("door",["d"]),("until",["day"])],
     reverse("events:scanner_link_revoke", args=[w["plink"].pk]): [("activity",["L4"])],
     reverse("events:device_revoke", args=[w["device"].pk]): [("activity",["L4"])],
     reverse("events:kept_scan", args=[w["scan"].pk]): [("act",["find","move","dismiss","as_told","count"]),("find",["x"]),("activity",["1"]),("person",["1"]),("usual",["test"]),("reason",["r"])],
     reverse("events:undo", args=[w["entry"].uuid]): [("usual",["x"]),("reason",["r"]),("back",["door","live"])],
     reverse("events:restore_entry", args=[w["entry"].uuid]): [("usual",["x"]),("reason",["r"]),("back",["door"])],
     reverse("events:close", args=["L4"]): [("x",["1"])],
     reverse("events:reopen", args=["L4"]): [("x",["1"])],
     reverse("events:live", args=["L4"]): [("session",["1"]),("hours",["1"]),("table",["1"])],
     reverse("events:people", args=["L4"]): [("page",["1"]),("undone",["1"])],
     reverse("events:kept_scans", args=["L4"]): [("page",["1"])],
     reverse("events:rescue"): [("file",["x"])],
     reverse("events:register", args=[a.public_code]): [("act",["register","again"]),("phone_mark",["x"]),("consent",["on"]),("gender",["male"]),("age",["19"]),("name",["n"]),("phone",["8 700 000 00 01"]),("statuses",["youth"])],
     reverse("events:register_cancel", args=[a.public_code]): [("activity",["x"])],
     reverse("events:registered", args=[a.public_code]): [("activity",["x"])],
    }

def test_fuzz(make, world):
    client = signed_in(make.member("organiser").user); client.raise_request_exception=False
    bad=[]
    for url, fields in urls(world).items():
        names=[n for n,_ in fields]
        bases = [dict(zip(names,combo)) for combo in itertools.product(*[v if i==0 else v[:1] for i,(_,v) in enumerate(fields)])]
        for base in bases:
            for name in names:
                for evil in EVILS:
                    for value in (evil,):
                        body={**base,name:value}
                        for m in ("post","get"):
                            if m=='get' and base is not bases[0]: continue
                            r=getattr(client,m)(url,body)
                            if r.status_code>=500: print('BAD',m,url,name,repr(evil),base,repr(r.exc_info[1])[:150] if r.exc_info else '?',flush=True); bad.append((m,url,name,evil[:30],base.get("act"),repr(r.exc_info[1])[:200] if getattr(r,"exc_info",None) else "?"))
    seen=set()
    for b in bad:
        k=(b[0],b[1],b[2],b[5])
        if k in seen: continue
        seen.add(k); print(b)
    # GETs afterwards
    for url in urls(world):
        r=client.get(url)
        if r.status_code>=500: print("AFTER",url, r.exc_info[1])
    for name,args in [("activity_ics",[world["activity"].public_code]),("series_ics",[world["series"].public_code]),("check_in",[world["activity"].public_code])]:
        r=client.get(reverse("events:"+name,args=args)); print(name,r.status_code)
    print(list(world["activity"].sessions.values_list("held_on","starts_at","title")))
    assert not bad


def test_queries(make, organiser):
    from events.models import Registration, Person
    counts={}
    a=ahead(make, ref="L4", days=0, sessions=2, capacity=100)
    phone=phone_at(make,a)
    s1,s2=a.sessions.all()
    def measure(tag):
        from django.test import Client
        for n,args in [("sessions",["L4"]),("registrations",["L4"]),("live",["L4"]),("people",["L4"]),("scanners",["L4"]),("close",["L4"]),("kept_scans",["L4"]),("series_list",[]),("register",[a.public_code])]:
            with CaptureQueriesContext(connection) as q:
                r=organiser.get(reverse("events:"+n,args=args)); assert r.status_code==200,(n,r.status_code)
            counts.setdefault(n,[]).append(len(q))
        with CaptureQueriesContext(connection) as q: organiser.get(reverse("desk:activity",args=["L4"]))
        counts.setdefault("activity",[]).append(len(q))
    def add(n):
        for i in range(n):
            p=make.person(name="Айгүл Н")
            Registration.objects.create(activity=a,person=p,state="place" if i%2 else "waiting",stated_on=a.starts_on,gender="female")
            make.attendance(a,person=p,session=s1 if i%3 else s2)
            kept(make,a,device=phone)
            phone_at(make,a) if i%20==0 else None
    add(5); measure("a"); add(150); measure("b")
    print("QUERIES", counts)
    shown=organiser.get(reverse("events:live",args=["L4"])).context["live"]
    print("LIVE", shown.count, shown.sessions)
