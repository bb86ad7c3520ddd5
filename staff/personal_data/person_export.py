"""All that is kept of one person, as JSON: what the table of personal data names, row by row.

Besides, the numbers of the rows whose words hold the person's name or e-mail address: whoever answers the request
looks at them.
"""

import json
from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from articles.models import Merger, Person
from staff.models import Change, SignIn, User
from staff.personal_data.kinds import KINDS

SECRET = (
    "password",
    "session_key",
    "session_data",
    "token",
    "digest",
    "seal",
    "secret",
)  # they open doors, and say nothing of their owner
MOST_MENTIONS = 1000  # rows of one table that are named


class Subject:
    """A person at the newsroom: an account, a public name, or both."""

    def __init__(self, account, person):
        self.account, self.person = account, person

    @classmethod
    def named(cls, name):
        """Return who has this user name, else this slug; None without anybody."""
        if account := User.objects.filter(username=name).select_related("person").first():
            return cls(account, getattr(account, "person", None))
        if person := Person.objects.filter(slug=name).select_related("user").first():
            return cls(person.user, person)
        return None

    def of(self, model):
        return {User: self.account, Person: self.person}.get(model)

    @property
    def names(self):
        """What texts call this person."""
        account, person = self.account, self.person
        names = {person.name if person else ""}
        names |= {account.get_full_name(), account.email} if account else set()
        return sorted(name for name in names if len(name) > 2)


def write(subject, file):
    """Write the JSON into a file as it is read: somebody's life's work does not fit into memory."""
    head = {"made_at": timezone.now().isoformat(), "names": subject.names}
    file.write(json.dumps(head, ensure_ascii=False)[:-1])
    file.write(', "kinds": {')
    for number, kind in enumerate(KINDS):
        facts = {"label": str(kind.label), "why": str(kind.reason), "how_long": str(kind.term)}
        facts |= {"outside": True} if kind.is_outside else {}
        file.write(f'{"," if number else ""}\n"{kind.name}": {_json(facts)[:-1]}, "rows": [')
        for row_number, row in enumerate(_rows_of(kind, subject)):
            file.write(f"{',' if row_number else ''}\n{_json(row)}")
        file.write("]}")
    file.write(f'}},\n"mentions": {_json(_mentions(subject.names))}}}\n')


def _json(data):
    return json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)


# ---- Rows that are this person's


def _rows_of(kind, subject):
    for rows in kind.rows:
        model = apps.get_model(rows.model)
        conditions = [*_links(model, rows, subject), *_others(model, subject)]
        if not conditions:
            continue
        number = "" if _is_known_by_secret(model) else "pk"
        columns = [
            name for name in dict.fromkeys((number, *rows.columns, rows.since)) if name and name not in SECRET
        ]
        matches = model.objects.filter(reduce(or_, conditions), **dict(rows.filters)).order_by("pk")
        ids = matches.values("pk")
        for row in model.objects.filter(pk__in=ids).order_by("pk").values("pk", *columns).iterator(200):
            yield {"table": rows.model, **{name: row[name] for name in columns}}


def _is_known_by_secret(model):
    """Return whether the rows of a table have no number but what opens a door, as a session its key."""
    return model._meta.pk.name in SECRET


def _links(model, rows, subject):
    """Yield the conditions under which a row is of this person: keys, lists of accounts' numbers, lookups."""
    for name in (*rows.columns, *rows.of_person):
        target = _target(model, name)
        if target in (User, Person) and (one := subject.of(target)):
            yield Q(**{name: one.pk})
    for name in rows.columns:
        field = model._meta.get_field(name)
        holds_accounts = isinstance(field, ArrayField) and name in ("former_writers", "confidants", "told")
        if holds_accounts and subject.account:
            yield Q(**{f"{name}__contains": [subject.account.pk]})


def _target(model, lookup):
    """Return the model that a lookup leads to; None where it leads to a plain column."""
    if lookup == "pk":
        return model
    for part in lookup.split("__"):
        model = model._meta.get_field(part).related_model
        if model is None:
            return None
    return model


def _others(model, subject):
    """Yield the conditions that no key of the table tells."""
    account, person = subject.account, subject.person
    if model is Session and account:
        yield Q(pk__in=_sessions_of(account))
    if model is SignIn and account:
        yield Q(name__iexact=account.username)
    if model is Merger and person:
        yield Q(kind=Merger.Kind.PERSON, target_id=person.pk)
    if model is Change:
        for one in filter(None, (account, person)):
            yield Q(table=one._meta.db_table, row=one.pk)


def _sessions_of(account):
    open_sessions = Session.objects.filter(expire_date__gt=timezone.now())
    return [one.pk for one in open_sessions if one.get_decoded().get("_auth_user_id") == str(account.pk)]


# ---- Rows that name this person


def _mentions(names):
    """{table: numbers of the rows in whose words one of the names stands}."""
    mentions = {}
    for rows in (rows for kind in KINDS for rows in kind.rows if names):
        model = apps.get_model(rows.model)
        if _is_known_by_secret(model):
            continue
        texts = [
            name for name in rows.columns if name not in SECRET and _is_text(model._meta.get_field(name))
        ]
        matches = model.objects.annotate(**{f"{name}_words": Cast(name, TextField()) for name in texts})
        conditions = [Q(**{f"{text}_words__icontains": name}) for text in texts for name in names]
        if conditions:
            ids = matches.filter(reduce(or_, conditions)).order_by("pk").values_list("pk", flat=True)
            mentions.setdefault(rows.model, set()).update(map(str, ids[:MOST_MENTIONS]))
    return {table: sorted(ids, key=lambda pk: (len(pk), pk)) for table, ids in mentions.items() if ids}


def _is_text(field):
    return not field.is_relation and not isinstance(field, models.FileField)
