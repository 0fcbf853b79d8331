"""Writes of the events app: one verb each, atomic, with their trail."""
