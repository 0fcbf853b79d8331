"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

import grants.converters  # noqa: F401  (registers <ref:…>)
from outreach.api.main import api

handler400 = "outreach.errors.unreadable"
handler404 = "outreach.errors.not_found"
urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("api/v1/", RedirectView.as_view(pattern_name="api:openapi-view")),
    path("api/v1/", api.urls),
    # First: a hall answers all at once, and every address before costs each of them a little.
    path("", include("surveys.urls")),
    path("", include("grants.urls")),
    path("", include("events.urls")),
    path("", include("media_log.urls")),
    path("", include("reports.urls")),
    # Last: "activities/new/" of events comes before the desk's "activities/<ref>/".
    path("", include("outreach.desk.urls")),
    path("admin/", admin.site.urls),
]
