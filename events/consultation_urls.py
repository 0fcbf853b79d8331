"""Addresses of the register of consultations."""

from django.urls import URLPattern, path

from events.views import consultation_tables as tables
from events.views import consultations

urlpatterns: list[URLPattern] = [
    path("activities/<ref:ref>/consultations/", consultations.consultations, name="consultations"),
    path("consultations/", tables.consultation_tables, name="consultation_tables"),
    path("consultations/entries/", tables.consultation_entries, name="consultation_entries"),
    path("consultations/register.xlsx", tables.consultation_export, name="consultation_export"),
    path("consultations/subjects/", tables.subjects, name="subjects"),
    path("consultations/subjects/<int:pk>/", tables.subject, name="subject"),
    path("consultations/<uuid:entry>/correct/", consultations.consultation_correct, name="consultation_correct"),
    path("consultations/<uuid:entry>/undo/", consultations.consultation_undo, name="consultation_undo"),
]
