"""Bringing answers in from files: exports of Google Forms and other tables."""
