"""Prepared parts in, bytes out: XLSX, DOCX, PDF. Imports no model."""
