"""Addresses of the content plan, the digest and the list of links."""

from django.urls import URLPattern, path

from media_log.views import digest, plan_lines, planned

urlpatterns: list[URLPattern] = [
    path("content-plan/", planned.plan_home, name="plan_home"),
    path("content-plan/<int:pk>/", plan_lines.plan_line, name="plan_line"),
    path("content-plan/<int:pk>/edit/", plan_lines.plan_edit, name="plan_edit"),
    path("content-plan/<int:pk>/publish/", plan_lines.plan_publish, name="plan_publish"),
    path("content-plan/<int:pk>/choose/", plan_lines.plan_choose, name="plan_choose"),
    path("content-plan/<int:pk>/move/", plan_lines.plan_move, name="plan_move"),
    path("content-plan/<int:pk>/drop/", plan_lines.plan_drop, name="plan_drop"),
    path("content-plan/<int:pk>/reopen/", plan_lines.plan_reopen, name="plan_reopen"),
    path("projects/<ref:ref>/content-plan/", planned.plan, name="plan"),
    path("projects/<ref:ref>/content-plan/new/", plan_lines.plan_new, name="plan_new"),
    path("projects/<ref:ref>/content-plan/proposed/", plan_lines.plan_propose, name="plan_propose"),
    path("projects/<ref:ref>/content-plan/table/", planned.plan_table, name="plan_table"),
    path("projects/<ref:ref>/content-plan/file/<str:ending>/", planned.plan_file, name="plan_file"),
    path("projects/<ref:ref>/content-plan/<int:year>/<int:month>/", planned.plan, name="plan_month"),
    path("projects/<ref:ref>/content-plan/<int:year>/<int:month>/copy/", plan_lines.plan_copy, name="plan_copy"),
    path("digest/", digest.digest_home, name="digest_home"),
    path("projects/<ref:ref>/digest/", digest.digest, name="digest"),
    path("projects/<ref:ref>/digest/make/", digest.digest_make, name="digest_make"),
    path("projects/<ref:ref>/links/", digest.activity_links, name="activity_links"),
    path("projects/<ref:ref>/links/file/<str:ending>/", digest.activity_links_file, name="activity_links_file"),
]
