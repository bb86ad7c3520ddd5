"""The worker clears what the table of personal data gives a term, in batches, so that no pulse takes long."""

from staff.personal_data.kinds import KINDS

BATCH = 2000  # rows of one kind that a pulse clears at most; the next one goes on


def clear_expired():
    """Clear a batch of each kind whose term is over. An error with one kind keeps none of the others."""
    errors = []
    for kind in KINDS:
        for expired in kind.expired:
            try:
                _clear(expired(), kind.clear)
            except Exception as error:
                error.add_note(f"personal data: {kind.name}")
                errors.append(error)
    if errors:
        raise ExceptionGroup("Personal data could not be cleared", errors)


def _clear(rows, clear):
    ids = list(rows.order_by().values_list("pk", flat=True)[:BATCH])
    if ids:
        getattr(rows.filter(pk__in=ids), clear)()
