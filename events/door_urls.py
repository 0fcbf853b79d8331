"""Addresses of the organiser's side of the door: scanner phones, the live screen, kept scans, closing."""

from django.urls import path

from events.views import kept_scans, live, people, rescue, scanners

urlpatterns = [
    path("activities/<ref:ref>/scanners/", scanners.scanners, name="scanners"),
    path("activities/<ref:ref>/live/", live.live, name="live"),
    path("activities/<ref:ref>/close/", live.close, name="close"),
    path("activities/<ref:ref>/reopen/", live.reopen, name="reopen"),
    path("activities/<ref:ref>/kept/", kept_scans.kept_scans, name="kept_scans"),
    path("projects/<ref:ref>/scanners/", scanners.project_scanners, name="project_scanners"),
    path("scanner-links/<int:pk>/revoke/", scanners.scanner_link_revoke, name="scanner_link_revoke"),
    path("devices/<int:pk>/revoke/", scanners.device_revoke, name="device_revoke"),
    path("scanners/rescue/", rescue.rescue, name="rescue"),
    path("kept/", kept_scans.kept_without_activity, name="kept_without_activity"),
    path("kept/<int:pk>/", kept_scans.kept_scan, name="kept_scan"),
    path("entries/<uuid:entry>/restore/", people.restore_entry, name="restore_entry"),
]
