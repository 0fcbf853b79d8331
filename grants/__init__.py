"""Organisations, members, grantees, projects, plans: what was promised."""
