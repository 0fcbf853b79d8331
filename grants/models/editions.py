"""Editions of the forms: data, not branches in code."""

from django.db import models


class Edition(models.Model):
    """One year's wording of every form (forms.json), and which code each table column stands for."""

    code = models.CharField(max_length=8, primary_key=True)
    first_year = models.PositiveSmallIntegerField(unique=True)
    forms = models.JSONField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
