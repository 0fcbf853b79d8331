"""Addresses of products, represented organisations and notes."""

from django.urls import URLPattern, path

from events.views import notes, products, represented

urlpatterns: list[URLPattern] = [
    path("projects/<ref:ref>/products/", products.products, name="products"),
    path("projects/<ref:ref>/products/new/", products.product_new, name="product_new"),
    path("products/<int:pk>/edit/", products.product_edit, name="product_edit"),
    path("products/<int:pk>/delete/", products.product_delete, name="product_delete"),
    path("projects/<ref:ref>/notes/", notes.notes, name="notes"),
    path("projects/<ref:ref>/notes/<slug:kind>/new/", notes.note_new, name="note_new"),
    path("notes/<int:pk>/edit/", notes.note_edit, name="note_edit"),
    path("notes/<int:pk>/delete/", notes.note_delete, name="note_delete"),
    path("activities/<ref:ref>/organisations/", represented.organisations_at, name="organisations_at"),
    path(
        "activities/<ref:ref>/organisations/<int:pk>/remove/",
        represented.organisation_unlist,
        name="organisation_unlist",
    ),
    path("projects/<ref:ref>/organisations/", represented.organisations_in, name="organisations_in"),
    path("organisations/", represented.represented, name="represented"),
    path("organisations/<int:pk>/", represented.represented_edit, name="represented_edit"),
]
