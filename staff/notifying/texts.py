"""Texts of a notification: in the bell's list, in an e-mail, and as a text for WhatsApp."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import comparison, permissions, zones
from articles.addresses import absolute
from articles.models import Article
from articles.models.article import shorten
from staff import roles

MOST_SUBJECT = 150  # characters

# Whom a kind may concern: only those are asked whether they want e-mail for it.
WRITER, EDITOR = permissions.ADD_ARTICLE, permissions.REVIEW_ARTICLE
MANAGER, ADMINISTRATOR = permissions.WITHDRAW_ARTICLE, roles.CHANGE_USER


@dataclass(frozen=True)
class Kind:
    label: Any  # in the list of choices, and before the headline in the subject of an e-mail
    sentence: Any  # with {by} and {story}
    concerns: tuple[str, ...] = (WRITER, EDITOR)  # permissions, any of them
    # Its mail cannot be switched off: whoever got into an account would do that first.
    is_of_account: bool = False


def _of_account(label, sentence):
    return Kind(label, sentence, (WRITER, EDITOR, MANAGER, ADMINISTRATOR), is_of_account=True)


def _kind(label, sentence, *concerns):
    return Kind(label, sentence, *([concerns] if concerns else []))


KINDS = {
    "submitted": _kind(_("Submitted"), _("{by} submitted “{story}”."), EDITOR),
    "escalated": _kind(_("Waits for an editor"), _("“{story}” still waits: nobody has taken it."), EDITOR),
    "reopened": _kind(
        _("Changed after approval"),
        _("{by} changed “{story}” after its approval; it has to be approved anew."),
        EDITOR,
    ),
    "to_sign": _kind(
        _("To sign: published alone"), _("{by} published “{story}” alone; it needs a signature."), EDITOR
    ),
    "claim_taken": _kind(
        _("Review taken over"), _("{by} took the review of “{story}” over from you."), EDITOR
    ),
    "recalled": _kind(_("Taken back"), _("{by} took “{story}” back while you reviewed it."), EDITOR),
    "returned": _kind(_("Returned"), _("{by} returned “{story}”.")),
    "approved": _kind(_("Approved"), _("{by} approved “{story}”.")),
    "published": _kind(_("Published"), _("{by} published “{story}”.")),
    "scheduled": _kind(_("Scheduled"), _("{by} scheduled “{story}”.")),
    "undone": _kind(
        _("Decision taken back"), _("{by} took the last decision about “{story}” back, seconds after it.")
    ),
    "unscheduled": _kind(_("Schedule cancelled"), _("{by} cancelled the schedule of “{story}”.")),
    "updated": _kind(_("Update online"), _("The update of “{story}” is online, by {by}.")),
    "fixed": _kind(_("Small fix"), _("{by} fixed a slip in “{story}”, which readers see.")),
    "changed_live": _kind(
        _("Live change to sign"), _("{by} changed what readers see of “{story}”; it needs a signature.")
    ),
    "redacted": _kind(
        _("Words struck out"),
        _("{by} confirmed that words are struck out of “{story}”, with all that is kept of it."),
    ),
    "missing_child": _kind(
        _("Missing child: found?"),
        _("“{story}” names a missing child. Once it is found, the name has to go everywhere."),
    ),
    "signed": _kind(_("Signed"), _("{by} signed “{story}”.")),
    "spiked": _kind(_("Spiked"), _("{by} spiked “{story}”.")),
    "revived": _kind(_("Revived"), _("{by} revived “{story}”.")),
    "withdrawal_requested": _kind(_("Withdrawal requested"), _("{by} asks to withdraw “{story}”.")),
    "withdrawn": _kind(_("Withdrawn"), _("{by} withdrew “{story}”.")),
    "republish_requested": _kind(_("Request to put back"), _("{by} asks to put “{story}” back online.")),
    "request_taken_back": _kind(_("Request taken back"), _("{by} took a request for “{story}” back.")),
    "reinstated": _kind(_("Public again"), _("{by} put “{story}” back online.")),
    "notice_proposed": _kind(_("Notice proposed"), _("{by} proposed a notice for “{story}”."), EDITOR),
    "notice_published": _kind(_("Notice public"), _("{by} published a notice of “{story}”.")),
    "notice_dropped": _kind(_("Notice dropped"), _("{by} dropped a notice of “{story}”.")),
    "letter_received": _kind(
        _("Letter in the register"), _("Somebody asks for a reply, a correction or an answer."), EDITOR
    ),
    "letter_waits": _kind(
        _("Letter that waits"),
        _("Half of the time for this letter is over, and nobody decided on it."),
        EDITOR,
    ),
    "letter_overdue": _kind(
        _("Letter past its deadline"),
        _("The deadline that the house promised for this letter is over."),
        EDITOR,
        MANAGER,
    ),
    "update_failed": _kind(
        _("Scheduled update failed"), _("The scheduled update of “{story}” did not go online."), EDITOR
    ),
    "view_spike": _kind(
        _("Opened again and again"),
        _("“{story}” is opened again and again from few addresses: somebody may push it up the most read."),
        EDITOR,
    ),
    "task_failed": _kind(_("Task failed"), _("Tasks of the worker failed."), ADMINISTRATOR),
    "sensitive_change": _kind(
        _("Roles, passwords, moving in, publication"),
        _("{by} changed what gives rights, or what all stories print."),
        MANAGER,
        ADMINISTRATOR,
    ),
    "publication_proposed": _kind(
        _("Publication: waits for you"),
        _("{by} proposes to change what every story prints. A second person has to accept it."),
        MANAGER,
        ADMINISTRATOR,
    ),
    "first_password": _kind(
        _("Invitation accepted"),
        _("{by} accepted the invitation and chose a password."),
        MANAGER,
        ADMINISTRATOR,
    ),
    "role_proposed": _kind(
        _("Role that waits for you"),
        _(
            "A role with which somebody decides waits until a second person has confirmed it. Proposed by {by}."
        ),
        MANAGER,
        ADMINISTRATOR,
    ),
    "role_alone": _kind(
        _("Role given by one person alone"),
        _("{by} gave a role with which somebody decides, and nobody else could confirm it: look at it."),
        MANAGER,
        ADMINISTRATOR,
    ),
    "role_confirmed": _kind(
        _("Role confirmed"), _("{by} confirmed a role."), WRITER, EDITOR, MANAGER, ADMINISTRATOR
    ),
    "role_refused": _kind(
        _("Role refused"), _("{by} refused a role, or took it back."), WRITER, EDITOR, MANAGER, ADMINISTRATOR
    ),
    "new_device": _of_account(
        _("Signed in on a new device"),
        _("Somebody signed in to your account with a browser that it does not know."),
    ),
    "second_factor": _of_account(
        _("Second step of signing in"),
        _("Something changed in how you sign in. If that was not you, change your password now."),
    ),
    "first_factor": _of_account(
        _("Second step is set up"),
        _(
            "Your account has a second step now: from here on it is asked for after the password. If you did not set it up,"
            " tell a managing editor."
        ),
    ),
    "password_changed": _of_account(
        _("Password changed"),
        _("The password of your account was changed."),
    ),
    "link_made": _of_account(
        _("Link into your account"),
        _("{by} made a link that lets somebody into your account once, to set a new password."),
    ),
    "mentioned": _kind(_("You are mentioned"), _("{by} mentioned you in the thread of “{story}”.")),
    "commented": _kind(_("New comment"), _("{by} wrote in the thread of “{story}”.")),
    "assigned": _kind(_("Assignment"), _("{by} gave you an assignment.")),
    "replanned": _kind(_("Assignment changed"), _("{by} changed your assignment.")),
    "unassigned": _kind(_("Assignment taken back"), _("{by} took an assignment back from you.")),
    "dropped": _kind(_("Assignment cancelled"), _("{by} cancelled your assignment.")),
    "taken": _kind(_("Assignment taken"), _("{by} took the assignment."), EDITOR),
    "declined": _kind(_("Assignment declined"), _("{by} cannot do the assignment."), EDITOR),
}


# What is said among a story's writers and the editors: whoever became a reader of it alone reads no more of
# that.
OF_INSIDERS = ("mentioned", "commented", "returned")


def kinds_for(user):
    """Return the kinds that this person may ever get."""
    return {name: kind for name, kind in KINDS.items() if any(map(user.has_perm, kind.concerns))}


def sentence(notification):
    """Return who did what, as a sentence.

    A story that its reader may not see any more (`hides_story`) is not named.
    """
    kind = KINDS.get(notification.kind)
    if not kind:
        return notification.kind
    nobody = _("Somebody at the server") if notification.kind == "sensitive_change" else "–"
    return str(kind.sentence).format(by=notification.by or nobody, story=_story(notification))


def _story(notification):
    if not notification.article or getattr(notification, "hides_story", False):
        return "–"
    return notification.article.headline


def lines(notification):
    """[(label, value)] of how the story was at that moment, in the reader's time."""
    facts, rows = notification.facts, []
    if region := facts.get("region"):
        rows.append((_("Region"), region))
    if (length := facts.get("length")) is not None:
        rows.append((_("Length"), ngettext("%(n)d word", "%(n)d words", length) % {"n": length}))
    if facts.get("urgency", Article.Urgency.ORDINARY) != Article.Urgency.ORDINARY:
        rows.append((_("Urgency"), Article.Urgency(facts["urgency"]).label))
    if "changed" in facts:
        parts = [str(label) for name, label in comparison.LABELS.items() if name in facts["changed"]]
        rows.append((_("Changed since editors last had it"), ", ".join(parts) or _("not a word")))
    if at := facts.get("at"):
        rows.append((_("Time"), zones.words(datetime.fromisoformat(at), notification.recipient.zone)))
    return rows


def mail(notification, publication):
    """(subject, text) of its e-mail."""
    kind = KINDS[notification.kind]
    story = f": {_story(notification)}" if notification.article else ""
    subject = shorten(" ".join(f"[{publication}] {kind.label}{story}".split()), MOST_SUBJECT)
    parts = [
        sentence(notification),
        "\n".join(f"{label}: {value}" for label, value in lines(notification)),
        notification.words,
        absolute(notification.path),
        zones.words(notification.created_at, notification.recipient.zone),
        "-- \n"
        + _("Which e-mails you get is your choice: %(address)s")
        % {"address": absolute(reverse("admin:notification_choices"))},
    ]
    return subject, "\n\n".join(filter(None, parts)) + "\n"


# For WhatsApp

_STATES = {
    "submitted": _("Please review"),
    "returned": _("Returned"),
    "approved": _("Approved"),
    "scheduled": _("Scheduled"),
    "published": _("Online now"),
    "withdrawn": _("Withdrawn"),
    "spiked": _("Spiked"),
    "draft": _("Draft"),
}


def whatsapp(article, reason=""):
    """(text, address that opens WhatsApp with it): a story's present state and a link that asks for the
    login.

    `reason` is why it was returned, and only for a text that one of its writers sees.
    """
    state = "scheduled" if article.is_scheduled else article.status
    place = f" ({article.region})" if article.region else ""
    lines = [f"{_STATES[state]}: {article.labelled_headline}{place}"]
    if state == "scheduled":
        lines.append(zones.words(article.published_at, article.zone))
    if state == "returned" and reason:
        lines.append(reason)
    desk = reverse("admin:articles_article_review", args=[article.pk])
    lines.append(absolute(article.get_absolute_url() if article.is_public else desk))
    text = "\n".join(lines)
    return {"text": text, "address": f"https://wa.me/?text={quote(text, safe='')}"}


def whatsapp_for(article, reader):
    """The same for a page of the desk that one person looks at."""
    return whatsapp(article, article.return_reason if article.written_by(reader) else "")
