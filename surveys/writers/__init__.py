"""Files of a survey: prepared rows in, bytes out. No model, no figure is computed here."""
