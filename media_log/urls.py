"""Addresses of the media_log app."""

from django.urls import path

from media_log import views

app_name = "media_log"

urlpatterns = [
    path("publications/", views.posts, name="posts"),
    path("activities/<ref:ref>/publications/", views.activity_posts, name="activity_posts"),
    path("activities/<ref:ref>/publications/<int:number>/remove/", views.remove, name="remove"),
]
