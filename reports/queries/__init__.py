"""Reads of the reports app: functions named for the question they answer."""
