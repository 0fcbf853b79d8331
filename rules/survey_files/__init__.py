"""Answers that were gathered elsewhere and come as a table: which column is which question, which words which option.

Nothing is guessed silently: what cannot be matched is named with its rows, and waits for a decision.
"""
