"""Reads of the surveys app, named for the question they answer."""
