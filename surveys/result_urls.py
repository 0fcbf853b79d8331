"""Addresses of results."""

from django.urls import path

from surveys.views import comparisons, exports, public_results, remarks, run_results

_RESULTS = "surveys/<int:pk>/results"

urlpatterns = [
    path(f"{_RESULTS}/", run_results.results, name="results"),
    path(f"{_RESULTS}/switch/", run_results.switch, name="results_switch"),
    path(f"{_RESULTS}/texts/<slug:code>/", run_results.texts, name="texts"),
    path(f"{_RESULTS}/remarks/<slug:code>/", remarks.remark, name="remark"),
    path(f"{_RESULTS}/cross/", comparisons.cross, name="cross"),
    path(f"{_RESULTS}/cross.csv", exports.cross_csv, name="cross_csv"),
    path(f"{_RESULTS}/pairs/", comparisons.pairs, name="pairs"),
    path(f"{_RESULTS}/export/", exports.export, name="results_export"),
    path("results/<str:code>/", public_results.public_results, name="public_results"),
]
