"""Addresses of confirming documents."""

from django.urls import URLPattern, path

from events.views import evidence_files, evidence_uploads

urlpatterns: list[URLPattern] = [
    path("evidence/<uuid:number>/file/", evidence_files.evidence_file, name="evidence_file"),
    path("evidence/<uuid:number>/preview/", evidence_files.evidence_preview, name="evidence_preview"),
    path("uploads/", evidence_uploads.upload_begin, name="upload_begin"),
    path("uploads/<uuid:number>/", evidence_uploads.upload, name="upload"),
    path("uploads/<uuid:number>/finish/", evidence_uploads.upload_finish, name="upload_finish"),
]
