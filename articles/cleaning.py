"""Lines of rows that were stored before their columns cleaned them: what the migrations of both apps do."""

from django.db import DatabaseError, transaction

BATCH = 500


def clean_rows(model, columns, tell=print):
    """Clean these columns, {name: function of `articles/text/lines.py`}, and return the ids of the rows that
    changed.

    `tell` gets a line for each change, and for each row that stays because another has the clean text
    already. Only the columns are written: no revision, no event, no time.
    """
    changed = []
    for pk, *values in model._base_manager.values_list("pk", *columns).iterator(chunk_size=BATCH):
        before = dict(zip(columns, values, strict=True))
        after = {name: _cleaned(columns[name], value) for name, value in before.items()}
        differing = {name: value for name, value in after.items() if value != before[name]}
        if not differing:
            continue
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**differing)
        except DatabaseError as error:
            tell(f"  {model._meta.label_lower} {pk} stays: {str(error).splitlines()[0]}")
            continue
        changed.append(pk)
        for name, value in differing.items():
            tell(f"  {model._meta.label_lower} {pk} {name}: {before[name]!a} -> {value!r}")
    return changed


def _cleaned(cleaning, value):
    if isinstance(value, list):
        return [cleaning(one) for one in value]
    return value and cleaning(value)
