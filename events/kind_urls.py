"""Addresses of kinds, many activities at once, partners, memoranda and contests."""

from django.urls import URLPattern, path

from events.views import kinds

urlpatterns: list[URLPattern] = [
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/new/", kinds.kind_new, name="kind_new"),
    path("kinds/<int:pk>/", kinds.kind_edit, name="kind_edit"),
    path("kinds/<int:pk>/retire/", kinds.kind_retire, name="kind_retire"),
    path("kinds/<int:pk>/restore/", kinds.kind_restore, name="kind_restore"),
]
