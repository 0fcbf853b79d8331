"""Files that people send in: what they really are, told by their content, and how they are kept."""
