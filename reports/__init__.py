"""Tables and files over all of it; writes nothing elsewhere."""
