"""Addresses of the plan board and of calendar feeds."""

from django.urls import URLPattern, path

from outreach.desk import board_pages, feed_pages

urlpatterns: list[URLPattern] = [
    path("projects/<ref:ref>/board/", board_pages.board, name="board"),
    path("projects/<ref:ref>/board/print/", board_pages.board_print, name="board_print"),
    path("projects/<ref:ref>/board/months/", board_pages.timeline, name="timeline"),
    path("projects/<ref:ref>/board/next/", board_pages.todo, name="todo"),
    path("projects/<ref:ref>/board/measures/<int:pk>/", board_pages.measure, name="board_measure"),
    path("projects/<ref:ref>/figures/<int:pk>/", board_pages.figure, name="figure"),
    path("account/calendar/", feed_pages.feeds, name="feeds"),
    path("account/calendar/<int:pk>/revoke/", feed_pages.feed_revoke, name="feed_revoke"),
    path("calendar/<str:secret>.ics", feed_pages.feed, name="feed"),
]
