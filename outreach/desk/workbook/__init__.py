"""A grantee's workbook: read, checked, compared with what is known, brought in.

files → reader → checks know no database; known → plans compare with it; apply writes it. `importing` runs them all.
"""
