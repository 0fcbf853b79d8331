"""Addresses of kinds, many activities at once, partners, memoranda and contests."""

from django.urls import URLPattern, path

from events.views import contest_results, contests, kinds, many, memoranda, partners, several

urlpatterns: list[URLPattern] = [
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/new/", kinds.kind_new, name="kind_new"),
    path("kinds/<int:pk>/", kinds.kind_edit, name="kind_edit"),
    path("kinds/<int:pk>/retire/", kinds.kind_retire, name="kind_retire"),
    path("kinds/<int:pk>/restore/", kinds.kind_restore, name="kind_restore"),
    path("series/new/", many.many, name="many"),
    path("series/<int:pk>/copy/", many.series_copy, name="series_copy"),
    path("series/<int:pk>/move/", several.series_move, name="series_move"),
    path("series/<int:pk>/cancel/", several.series_cancel, name="series_cancel"),
    path("partners/", partners.partners, name="partners"),
    path("partners/new/", partners.partner_new, name="partner_new"),
    path("partners/<int:pk>/", partners.partner, name="partner"),
    path("partners/<int:pk>/edit/", partners.partner_edit, name="partner_edit"),
    path("projects/<ref:ref>/partners/", partners.project_partners, name="project_partners"),
    path("projects/<ref:ref>/memoranda/", memoranda.memoranda, name="memoranda"),
    path("projects/<ref:ref>/memoranda/new/", memoranda.memorandum_new, name="memorandum_new"),
    path("memoranda/<int:pk>/", memoranda.memorandum_edit, name="memorandum_edit"),
    path("memoranda/<int:pk>/delete/", memoranda.memorandum_delete, name="memorandum_delete"),
    path("activities/<ref:ref>/contest/", contests.contest, name="contest"),
    path("activities/<ref:ref>/contest/settings/", contests.contest_settings, name="contest_settings"),
    path("activities/<ref:ref>/contest/results/", contest_results.contest_results, name="contest_results"),
    path("activities/<ref:ref>/contest/winners/", contest_results.contest_winners, name="contest_winners"),
    path("activities/<ref:ref>/contest/entries.xlsx", contests.contest_xlsx, name="contest_xlsx"),
    path("contest-entries/<int:pk>/", contests.contest_entry, name="contest_entry"),
    path("contest-entries/<int:pk>/withdraw/", contests.contest_entry_withdraw, name="contest_entry_withdraw"),
    path("contest-entries/<int:pk>/forget/", contests.contest_entry_forget, name="contest_entry_forget"),
]
