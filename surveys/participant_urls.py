"""Addresses of the survey that participants use: phones, personal links, tablets."""

from django.urls import path

from surveys.views import answering, kiosk

urlpatterns = [
    path("s/<str:code>/", answering.answer, name="answer"),
    path("s/<str:code>/thanks/", answering.thanks, name="thanks"),
    path("s/<str:code>/not-me/", answering.not_me, name="forget"),
    path("s/<str:code>/p/<str:personal>/", answering.answer_invited, name="answer_invited"),
    path("k/<str:code>/", kiosk.kiosk, name="kiosk"),
    path("k/<str:code>/<str:door>/", kiosk.kiosk_door, name="kiosk_door"),
    path("k/<str:code>/<str:door>/thanks/", kiosk.kiosk_thanks, name="kiosk_thanks"),
]
