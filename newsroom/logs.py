"""What goes into the log."""

import logging

from articles.addresses import without_keys


class WithoutKeys(logging.Filter):
    """Filter that takes the keys out of addresses, such as those of invitations and preview links."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if (harmless := without_keys(text)) != text:
            record.msg, record.args = harmless, ()
        return True
