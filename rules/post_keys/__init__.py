"""Links to publications: found in any text, cleaned, one key per post. No network, no clock.

Same post, many spellings: tracking parameters, `/p/` and `/reel/`, mobile hosts, lost underscores and spaces. The key
says which post it is; the cleaned link is what a person opens.
"""

from rules.post_keys.finding import find_links
from rules.post_keys.links import Link, inspect_link

__all__ = ["Link", "find_links", "inspect_link"]
