"""Every address of the product."""

import grants.converters  # noqa: F401  (registers <ref:…>)
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("", include("outreach.desk.urls")),
    path("", include("grants.urls")),
    path("", include("events.urls")),
    path("", include("surveys.urls")),
    path("", include("media_log.urls")),
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
]
