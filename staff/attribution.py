"""Attribution of what is written: the record of changes names the account, and the page or the command.

The two travel as settings of the transaction, in front of the first statement that writes into a recorded
table: no statement more.
"""

import re
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from articles.addresses import without_keys
from staff.models.triggers import RECORDED_TABLES

_WRITES = re.compile(
    rf'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(?:{"|".join(RECORDED_TABLES)})\b', re.IGNORECASE
)
_SETTINGS = "SELECT set_config('pawarta.actor', %s, true), set_config('pawarta.source', %s, true); "
LONGEST_SOURCE = 200


@contextmanager
def attributed(account, source):
    """While it lasts, what is written is that of this account; `account` is one, or a function that is asked
    for it at the first write."""

    def attribute(execute, sql, params, many, context):
        if not _WRITES.match(sql):
            return execute(sql, params, many, context)
        person = account() if callable(account) else account
        values = (str(person.pk or "") if person else "", source[:LONGEST_SOURCE])
        if many:
            with connection.cursor() as cursor:
                cursor.cursor.execute(_SETTINGS, values)
            return execute(sql, params, many, context)
        if params is None:
            sql = sql.replace("%", "%%")
        result = execute(_SETTINGS + sql, (*values, *(params or ())), many, context)
        while context["cursor"].nextset():  # what the statement itself answers is the last
            pass
        return result

    with connection.execute_wrapper(attribute):
        yield


class AttributionMiddleware:
    """Attributes what a request of the desk writes to the person who is signed in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(f"/{settings.DESK_PATH}"):
            return self.get_response(request)
        with attributed(lambda: request.user, without_keys(request.path_info)):
            return self.get_response(request)
