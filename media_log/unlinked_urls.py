"""Addresses of publications without a link and of proofs."""

from django.urls import URLPattern, path

from media_log.views import proofs, unlinked

urlpatterns: list[URLPattern] = [
    path("publications/unlinked/new/", unlinked.unlinked_new, name="unlinked_new"),
    path("publications/<int:pk>/unlinked/", unlinked.unlinked_edit, name="unlinked_edit"),
    path("publications/<int:pk>/proofs/add/", proofs.proof_add, name="proof_add"),
    path("publications/<int:pk>/proofs/choose/", proofs.proof_choose, name="proof_choose"),
    path("publications/<int:pk>/proofs/<int:number>/remove/", proofs.proof_remove, name="proof_remove"),
]
