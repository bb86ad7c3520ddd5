"""The path under which release 0.1 queued its e-mails; tasks in the queue may still name it.

It goes with release 0.3.
"""

from staff.notifying.email import send_mails

__all__ = ["send_mails"]
