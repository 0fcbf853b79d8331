"""Date and number formats per language: Django has none for Kazakh, and English here is used in Kazakhstan."""
