"""The question whether an update takes back what readers were told, and whether they are told of it."""

from django.utils.translation import gettext

from articles.models import Step
from staff.models import NoticeProposal
from staff.workflow.changed_facts import Facts, facts_gone

MOST_NAMED = 6  # facts in a message


def unannounced_facts(copy, text) -> Facts | None:
    """Return what readers of the live story were told and this text of its update no longer says; None where that
    is nothing, where a notice waits with the update, or where an editor said why there shall be none."""
    live = copy.update_of.snapshot()
    facts = facts_gone(live, text)
    if not any(facts) or NoticeProposal.objects.of(copy).exists():
        return None
    waiver = copy.events.filter(action=Step.WAIVE_NOTICE).select_related("revision").first()
    if waiver and waiver.revision and facts.within(facts_gone(live, waiver.revision.text)):
        return None
    return facts


def in_words(facts: Facts) -> str:
    """Return which facts these are, for a message."""
    parts = [gettext("the headline")] if facts.headline else []
    for label, words in ((gettext("numbers"), facts.numbers), (gettext("names"), facts.names)):
        if words:
            first = sorted(words)[:MOST_NAMED]
            parts.append(f"{label} ({', '.join([*first, *(['…'] if len(words) > MOST_NAMED else [])])})")
    return ", ".join(parts)
