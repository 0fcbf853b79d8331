"""Links to publications: found in any text, cleaned, one key per post. No network, no clock.

Same post, many spellings: tracking parameters, `/p/` and `/reel/`, mobile hosts, lost underscores and spaces, broken
lines. The key says which post it is; the cleaned link is what a person opens.
"""

from rules.post_keys.links import Link, find_links, inspect_link
from rules.post_keys.pasting import Pasted, Suspect, inspect_text, read_paste, suspects

__all__ = ["Link", "Pasted", "Suspect", "find_links", "inspect_link", "inspect_text", "read_paste", "suspects"]
