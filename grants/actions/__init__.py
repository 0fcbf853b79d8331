"""Writes of the grants app: one verb each, atomic, with their trail."""
