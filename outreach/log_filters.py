"""What must not stand in a log."""

import logging
import re

# Addresses that open something for whoever has them: calendar feeds, invitations, new passwords, personal codes and
# links to a survey.
_SECRET = re.compile(r"(?<![^\s\"'])/(calendar|invitations|password|c|s/[^/\s]+/p)/[^\s\"'?]+")


class WithoutSecrets(logging.Filter):
    """Django notes the address of every request that it refuses; of these only the beginning is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True: the line is kept, its secrets are not."""
        words = record.getMessage()
        bare = _SECRET.sub(r"/\1/…", words)
        if bare != words:
            record.msg, record.args = bare, None
        return True
