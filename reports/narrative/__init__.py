"""The texts of a report: ready from the data, editable, with placeholders that stay alive."""
