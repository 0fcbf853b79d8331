"""Addresses of the media_log app."""

from django.urls import path

from media_log import check_urls, overview_urls, paste_urls, planned_urls, reading_urls, unlinked_urls
from media_log.views import posts

app_name = "media_log"

urlpatterns = [
    *paste_urls.urlpatterns,
    *reading_urls.urlpatterns,
    *check_urls.urlpatterns,
    *overview_urls.urlpatterns,
    *planned_urls.urlpatterns,
    *unlinked_urls.urlpatterns,
    path("activities/<ref:ref>/publications/", posts.activity_posts, name="activity_posts"),
    path("activities/<ref:ref>/publications/<int:number>/remove/", posts.remove, name="remove"),
]
