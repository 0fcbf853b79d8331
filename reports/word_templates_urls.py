"""Addresses of an organisation's own Word templates."""

from django.urls import path

from reports import word_templates_views as views

urlpatterns = [
    path("reports/word-templates/", views.templates, name="word_templates"),
    path("reports/word-templates/<int:pk>/file/", views.file, name="word_template_file"),
    path("reports/word-templates/<int:pk>/retire/", views.retire, name="word_template_retire"),
    path("reports/word-templates/<slug:form>/<slug:language>/", views.template, name="word_template"),
    path("reports/word-templates/<slug:form>/<slug:language>/sample/", views.sample_file, name="word_template_sample"),
]
