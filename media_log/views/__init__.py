"""Pages of the media log."""
