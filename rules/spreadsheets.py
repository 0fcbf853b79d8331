"""Text that a spreadsheet will not take for a formula."""

# What starts a formula in Excel, LibreOffice or Google Sheets, also after a copy through CSV.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Spreadsheet XML has no way to say these: one of them in a title, and the whole file does not open.
_FORBIDDEN = dict.fromkeys(
    [*(code for code in range(32) if code not in {9, 10, 13}), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)


def safe_cell(value: object) -> object:
    """`value` as it may be written to a cell: a text that would start a formula gets a leading apostrophe.

    Numbers, dates and None go through as they are; control characters are dropped from texts.
    """
    if not isinstance(value, str):
        return value
    text = value.translate(_FORBIDDEN)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text
