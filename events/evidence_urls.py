"""Addresses of confirming documents."""

from django.urls import URLPattern, path

from events.views import evidence, evidence_add, evidence_files, evidence_uploads

urlpatterns: list[URLPattern] = [
    path("evidence/<uuid:number>/file/", evidence_files.evidence_file, name="evidence_file"),
    path("evidence/<uuid:number>/preview/", evidence_files.evidence_preview, name="evidence_preview"),
    path("uploads/", evidence_uploads.upload_begin, name="upload_begin"),
    path("uploads/<uuid:number>/", evidence_uploads.upload, name="upload"),
    path("uploads/<uuid:number>/finish/", evidence_uploads.upload_finish, name="upload_finish"),
    path("activities/<ref:ref>/documents/", evidence.activity_documents, name="activity_documents"),
    path("activities/<ref:ref>/documents/add/", evidence_add.documents_add, name="documents_add"),
    path("activities/<ref:ref>/documents/link/", evidence_add.link_add, name="link_add"),
    path("projects/<ref:ref>/documents/", evidence.project_documents, name="project_documents"),
    path("projects/<ref:ref>/documents/add/", evidence_add.project_documents_add, name="project_documents_add"),
    path("projects/<ref:ref>/documents/link/", evidence_add.project_link_add, name="project_link_add"),
    path("projects/<ref:ref>/documents/zip/", evidence.documents_zip, name="documents_zip"),
    path("evidence/<uuid:number>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:number>/remove/", evidence.evidence_remove, name="evidence_remove"),
]
