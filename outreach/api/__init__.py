"""The API for programs, under /api/v1/: the same queries and actions as the pages, in JSON."""
