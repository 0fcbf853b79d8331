"""Forms of the grants app: they read and check what was entered; actions decide and write."""
