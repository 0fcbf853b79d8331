"""What people said: questionnaires, runs, responses."""
