"""Questionnaires as documents: what they ask, when a question is shown, what a filled-in sheet says.

A definition is plain data (frozen dataclasses); its JSON is what versions store, what is exported and imported, and
what the ready-made library is written in. Codes are stored and counted; words in three languages only ever label them.
"""
