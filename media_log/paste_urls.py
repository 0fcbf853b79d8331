"""Addresses of pasting links, of one publication and its places, and of what is to be looked at."""

from django.urls import URLPattern, path

from media_log.views import look, paste, post, post_forms

urlpatterns: list[URLPattern] = [
    path("publications/add/", paste.paste, name="paste"),
    path("publications/look/", look.look, name="look"),
    path("publications/<int:pk>/", post.post, name="post"),
    path("publications/<int:pk>/edit/", post_forms.edit, name="post_edit"),
    path("publications/<int:pk>/published/", post_forms.day, name="post_day"),
    path("publications/<int:pk>/link/", post_forms.link, name="post_link"),
    path("publications/<int:pk>/places/add/", post_forms.add_place, name="post_place"),
    path("publications/places/<int:pk>/reason/", post_forms.explain, name="mention_explain"),
    path("publications/places/<int:pk>/remove/", post_forms.remove, name="mention_remove"),
]
