"""What an indicator can count by itself. Other codes are kept and counted by hand."""

# From how many followers a page, from how many views a publication counts as large: contracts name these numbers.
MANY_FOLLOWERS = 20_000
MANY_VIEWS = 10_000
# code -> unit it is counted in
INDICATOR_CODES = {
    "activities": "activity",
    "participants": "person",
    "unique_people": "person",
    "satisfaction": "percent",
    "respondents": "respondent",
    "materials_distributed": "copy",
    "consultations": "consultation",
    "publications": "publication",
    "publications_on_pages_over_20000_followers": "publication",
    "publications_over_10000_views": "publication",
    "publication_views": "view",
    "people_reached": "person",
    "organisations": "organisation",
    "products": "copy",
    "memoranda": "memorandum",
}
