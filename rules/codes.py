"""Codes stored everywhere; labels are translated by the apps. Order is the order of the forms' columns."""

NOT_STATED = "not_stated"
OUTSIDE = "outside"

GENDERS = ("male", "female")
CATEGORIES = (
    "children",
    "youth",
    "civil_servants",
    "budget_workers",
    "persons_with_disability",
    "elderly_50_plus",
    "unemployed",
    "ngo_representatives",
    "business",
    "other",
)
AGE_BANDS = ("13-16", "17-22", "23-27", "28-32", "33-45", "46-58", "59+")

GENDER_VALUES = (*GENDERS, NOT_STATED)
CATEGORY_VALUES = (*CATEGORIES, NOT_STATED)
AGE_VALUES = (*AGE_BANDS, OUTSIDE, NOT_STATED)

# The three tables of a report and the values each may take, one of them per participation.
DIMENSIONS = {"gender": GENDER_VALUES, "category": CATEGORY_VALUES, "age": AGE_VALUES}
