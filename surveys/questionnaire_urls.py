"""Addresses of the questionnaires, within the surveys app."""

from django.urls import path

from surveys.views import builder, questionnaires

_ONE = "questionnaires/<int:pk>"

urlpatterns = [
    path("questionnaires/", questionnaires.questionnaires, name="questionnaires"),
    path("questionnaires/new/", questionnaires.new, name="questionnaire_new"),
    path("questionnaires/import/", questionnaires.bring_in, name="questionnaire_import"),
    path(f"{_ONE}/", questionnaires.questionnaire, name="questionnaire"),
    path(f"{_ONE}/edit/", builder.edit, name="questionnaire_edit"),
    path(f"{_ONE}/preview/", questionnaires.preview, name="questionnaire_preview"),
    path(f"{_ONE}/publish/", questionnaires.publish, name="questionnaire_publish"),
    path(f"{_ONE}/discard/", questionnaires.discard, name="questionnaire_discard"),
    path(f"{_ONE}/copy/", questionnaires.copy, name="questionnaire_copy"),
    path(f"{_ONE}/new-version/", questionnaires.new_version, name="questionnaire_new_version"),
    path(f"{_ONE}/retire/", questionnaires.retire, name="questionnaire_retire"),
    path(f"{_ONE}/export.json", questionnaires.export, name="questionnaire_export"),
]
