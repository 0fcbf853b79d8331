"""What was published: posts and where they are mentioned."""
