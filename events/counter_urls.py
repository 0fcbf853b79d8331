"""Addresses of leaflet points and materials."""

from django.urls import path

from events.views import counter, materials

urlpatterns = [
    path("activities/<ref:ref>/materials/", materials.materials, name="materials"),
    path("activities/<ref:ref>/materials/<int:pk>/copies/", materials.copies, name="copies"),
    path("activities/<ref:ref>/counter/", counter.counter, name="counter"),
]
