"""Writes of the reports app: one verb each, atomic, with their trail."""
