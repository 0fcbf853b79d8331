"""Files: prepared rows in, a file handle out. No model is known here."""
