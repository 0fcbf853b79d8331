"""Addresses of the surveys app."""

from django.urls import path

from surveys.views import answering, results

app_name = "surveys"

_POSTER = "activities/<ref:ref>/survey/poster"

urlpatterns = [
    path("surveys/", results.runs, name="runs"),
    path("s/<str:code>/", answering.answer, name="answer"),
    path("s/<str:code>/thanks/", answering.thanks, name="thanks"),
    path("s/<str:code>/not-me/", answering.not_me, name="forget"),
    path("activities/<ref:ref>/survey/", results.activity_survey, name="activity_survey"),
    path("activities/<ref:ref>/survey/open/", results.open_run, name="open_run"),
    path("activities/<ref:ref>/survey/close/", results.close, name="close_run"),
    path(f"{_POSTER}.pdf", results.survey_poster_file, {"ending": "pdf"}, name="poster_pdf"),
    path(f"{_POSTER}.png", results.survey_poster_file, {"ending": "png"}, name="poster_png"),
]
