"""Writes of the surveys app, one verb each."""
