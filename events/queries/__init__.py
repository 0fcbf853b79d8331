"""Reads of the events app: functions named for the question they answer."""
