"""Template filters of the grants app."""
