"""Addresses of the surveys app."""

from django.urls import path

from surveys.participant_urls import urlpatterns as participant_patterns
from surveys.questionnaire_urls import urlpatterns as questionnaire_patterns
from surveys.result_urls import urlpatterns as result_patterns
from surveys.views import activity_surveys, importing, paper, personal_links, quotas, runs

app_name = "surveys"

_POSTER = "activities/<ref:ref>/survey/poster"

urlpatterns = [
    *participant_patterns,
    *questionnaire_patterns,
    *result_patterns,
    path("surveys/", runs.runs, name="runs"),
    path("surveys/open/", runs.new_run, name="new_run"),
    path("surveys/<int:pk>/", runs.run_page, name="run"),
    path("surveys/<int:pk>/change/", runs.change, name="run_change"),
    path("surveys/<int:pk>/close/", runs.close, name="run_close"),
    path("surveys/<int:pk>/delete/", runs.delete, name="run_delete"),
    path("surveys/<int:pk>/quotas/", quotas.quotas, name="quotas"),
    path("surveys/<int:pk>/links/", personal_links.personal_links, name="personal_links"),
    path("surveys/<int:pk>/paper/", paper.paper, name="paper"),
    path("surveys/<int:pk>/paper.pdf", paper.paper_form, name="paper_form"),
    path("surveys/<int:pk>/import/", importing.import_answers, name="import"),
    path("surveys/<int:pk>/import/<uuid:job>/", importing.import_job, name="import_job"),
    path("surveys/links/<int:pk>/revoke/", personal_links.revoke, name="personal_link_revoke"),
    path("surveys/<int:pk>/poster-<int:wave>.pdf", runs.poster_file, {"ending": "pdf"}, name="run_poster_pdf"),
    path("surveys/<int:pk>/poster-<int:wave>.png", runs.poster_file, {"ending": "png"}, name="run_poster_png"),
    path("activities/<ref:ref>/survey/", activity_surveys.activity_survey, name="activity_survey"),
    path("activities/<ref:ref>/survey/open/", activity_surveys.open_run, name="open_run"),
    path("activities/<ref:ref>/survey/close/", activity_surveys.close, name="close_run"),
    path(f"{_POSTER}.pdf", activity_surveys.survey_poster_file, {"ending": "pdf"}, name="poster_pdf"),
    path(f"{_POSTER}.png", activity_surveys.survey_poster_file, {"ending": "png"}, name="poster_png"),
]
