"""Addresses of the events app."""

from django.urls import path, re_path

from events.views import activities, check_in, head_counts, people, poster, staff

app_name = "events"


urlpatterns = [
    path("activities/", activities.activities, name="activities"),
    path("activities/new/", activities.activity_new, name="activity_new"),
    path("activities/calendar/", activities.calendar, name="calendar"),
    path("activities/calendar/<int:year>/<int:month>/", activities.calendar, name="calendar"),
    path("activities/<ref:ref>/edit/", activities.activity_edit, name="activity_edit"),
    path("activities/<ref:ref>/cancel/", activities.activity_cancel, name="activity_cancel"),
    path("activities/<ref:ref>/restore/", activities.activity_restore, name="activity_restore"),
    path("activities/<ref:ref>/poster/", poster.poster, name="poster"),
    path("activities/<ref:ref>/poster.pdf", poster.poster_pdf_file, name="poster_pdf"),
    path("activities/<ref:ref>/poster.png", poster.poster_png_file, name="poster_png"),
    path("activities/<ref:ref>/head-count/", head_counts.head_count, name="head_count"),
    path("activities/<ref:ref>/head-count/mode/", head_counts.head_count_mode, name="head_count_mode"),
    path("activities/<ref:ref>/head-count/undo/", head_counts.head_count_undo, name="head_count_undo"),
    path("activities/<ref:ref>/people/", people.people, name="people"),
    path("activities/<ref:ref>/walk-in/", staff.walk_in, name="walk_in"),
    path("check-in/", staff.staff_check_in, name="staff_check_in"),
    path("check-in/door/", staff.staff_door, name="staff_door"),
    path("entries/<uuid:entry>/undo/", people.undo, name="undo"),
    path("entries/<uuid:entry>/correct/", people.correct, name="correct"),
    path("people/<int:pk>/code/", staff.person_code, name="person_code"),
    # On participants' phones. Short, because they stand in QR codes.
    path("a/<str:code>/", check_in.check_in, name="check_in"),
    path("a/<str:code>/not-me/", check_in.not_me, name="forget"),
    path("a/<str:code>/delete-my-data/", check_in.withdraw, name="withdraw"),
    path("a/<str:code>/my-code.png", check_in.my_code_png, name="my_code_png"),
    # Printed without the slash; the pattern never changes, printed codes must never die.
    re_path(r"^c/(?P<token>[^/]{1,400})/?$", staff.personal, name="personal"),
]
