"""The ground floor: pure Python, no Django, no clock."""
