"""The editorial thread of a story: what its writers and the editors say to one another about it.

A story and its updates have one thread. Who is no insider (`writing.may_type`) is told that there is none.
"""

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import quote as escaped
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import permissions
from articles.models.article import shorten
from staff import access, parsing
from staff.models import Comment, User
from staff.models.thread import plain, text_of
from staff.notifying import notifications
from staff.parsing import number, search_text, without_nul
from staff.workflow import Refused
from staff.writing import saving
from staff.writing.forms import TAB

MOST_ROOTS = 30  # threads on one page
REPLIES = 1000  # of all threads of one page, the newest
LONGEST, LONGEST_QUOTE = 4000, 1000  # characters
MOST_NAMES = 8  # names that a field offers at a time
SHORTEST_QUOTE = 2
# What begins with a sign that stands in no word, so that addresses of mail are none.
MENTION = re.compile(r"(?<![\w.@+-])@(?=[\w])")
HANDLE = re.compile(r"[\w.+-]*\w")


# ---- Who is who


def insiders(article):
    """Accounts that may read and write in the thread of this story: its writers' and the editors'."""
    if article.is_confidential:
        return User.objects.insiders_of(article).filter(is_staff=True)
    writers = User.objects.writers_of(article).values("pk")
    editors = User.objects.at_the_desk_with(permissions.REVIEW_ARTICLE).values("pk")
    return User.objects.filter(Q(pk__in=writers) | Q(pk__in=editors), is_staff=True)


def _names(user):
    """Names by which a comment can call somebody behind an @."""
    person = getattr(user, "person", None)
    return {name.casefold() for name in (user.username, user.get_full_name(), person and person.name) if name}


@dataclass(frozen=True)
class Mentions:
    people: list  # accounts that are told
    shut_out: list  # names of accounts that may not read the thread
    unknown: list  # what is nobody's name here


def mentions(words, article):
    """Return the accounts that a comment names by `@username` or `@Name`, the longest name that fits."""
    places = [match.end() for match in MENTION.finditer(words)]
    if not places:
        return Mentions([], [], [])
    by_name = defaultdict(list)  # two of one name are both told
    for user in insiders(article).select_related("person"):
        for name in _names(user):
            by_name[name].append(user)
    longest_first = sorted(by_name, key=len, reverse=True)
    people, rest = {}, []
    for place in places:
        text = words[place : place + 200].casefold()
        name = next((name for name in longest_first if _begins_with(text, name)), None)
        if name:
            people |= {user.pk: user for user in by_name[name]}
        else:
            rest.append(HANDLE.match(words, place)[0])
    lower = User.objects.annotate(lower=Lower("username"))
    accounts = lower.filter(lower__in=[name.lower() for name in rest]) if rest else []
    outside = {user.lower: str(user) for user in accounts}
    unknown = [name for name in dict.fromkeys(rest) if name.lower() not in outside]
    return Mentions(list(people.values()), list(outside.values()), unknown)


def _begins_with(text, name):
    return text.startswith(name) and not re.match(r"\w", text[len(name) :])


# ---- Saying something


def say(article, words, *, by, token="", quote="", revision=None, answers=None):
    """Adds a comment, tells those whom it concerns, and returns it with the names in it that are nobody's.

    `revision` is the number of the text that `quote` was taken from, `answers` the comment that begins the
    thread. Raises Refused. Sent twice by the same form, it is one comment.
    """
    words, quote = without_nul(words).strip(), plain(without_nul(quote))
    _check(words, quote)
    source = _revision_of_quote(article, quote, revision) if quote and not answers else None
    mention = mentions(words, article)
    if mention.shut_out:
        who = ", ".join(mention.shut_out)
        raise Refused(
            format_lazy(_("{who} may not read this story, so a comment cannot name them."), who=who),
            code="mention",
        )
    form = "\x1f".join([token or uuid4().hex, str(answers and answers.pk), quote, words])
    key = hashlib.sha256(form.encode()).hexdigest()
    facts = {"answers": answers, "revision": source, "quote": quote if source else "", "words": words}
    with transaction.atomic():
        comment, is_new = Comment.objects.get_or_create(
            author=by, token=key, defaults={"article": article, **facts}
        )
        if is_new:
            _tell(comment, mention.people)
    return comment, mention.unknown


def _check(words, quote):
    if not words:
        raise Refused(_("Write something first."), code="words")
    if len(words) > LONGEST:
        raise Refused(format_lazy(_("A comment has at most {most} characters."), most=LONGEST), code="words")
    if len(quote) > LONGEST_QUOTE:
        raise Refused(
            format_lazy(_("Quote a shorter passage: at most {most} characters."), most=LONGEST_QUOTE),
            code="quote",
        )
    if 0 < len(quote) < SHORTEST_QUOTE:
        raise Refused(_("Quote at least a whole word."), code="quote")


def _revision_of_quote(article, quote, revision):
    """The revision that the quote was taken from. Raises Refused where these words do not stand in it."""
    source = article.revisions.main().filter(number=revision).first() if revision else None
    if not source:
        raise Refused(_("The text that was quoted is not known. Select the passage anew."), code="quote")
    if quote not in words_of(source.text):
        raise Refused(
            format_lazy(
                _("These words do not stand in r{number}. Copy the passage as it is in the text."),
                number=source.number,
            ),
            code="quote",
        )
    return source


def words_of(text):
    """Return all words of a StoryText that can be quoted."""
    caption = text.lead_photo.caption if text.lead_photo else ""
    return text_of(text.headline, text.standfirst, caption, text.body)


def present_words(article):
    photo = article.lead_photo
    return text_of(article.headline, article.standfirst, photo.caption if photo else "", article.body)


def _tell(comment, people):
    """Notify those who are named; then the writers, and all who said something in this thread before."""
    path = f"{reverse('admin:articles_article_review', args=[comment.article_id])}#komentar-{comment.pk}"
    facts = {
        "by": comment.author,
        "article": comment.article,
        "words": shorten(comment.words, 500),
        "path": path,
    }
    notifications.notify("mentioned", people, **facts)
    root = comment.answers or comment
    taking_part = Comment.objects.filter(Q(pk=root.pk) | Q(answers=root)).values("author")
    writers = User.objects.writers_of(comment.article).values("pk")
    concerned = insiders(comment.article).filter(Q(pk__in=taking_part) | Q(pk__in=writers))
    notifications.notify("commented", concerned.exclude(pk__in=[user.pk for user in people]), **facts)


@transaction.atomic
def resolve(comment, *, by, is_resolved):
    """Puts a thread away, or takes it up again; what is so already stays as it was."""
    root = Comment.objects.roots().select_for_update().get(pk=comment.pk)
    if root.is_resolved != is_resolved:
        root.is_resolved, root.decided_at, root.decided_by = is_resolved, timezone.now(), by
        root.save(update_fields=["is_resolved", "decided_at", "decided_by"])
    return root


# ---- Reading it


@dataclass
class Thread:
    comment: Comment
    replies: list
    times: int  # that the quoted passage stands in the present text

    @property
    def is_lost(self):
        return bool(self.comment.quote) and not self.times

    @property
    def fragment(self):
        """Leads browsers without scripts to the passage: its first and last words."""
        words = self.comment.quote.split()
        parts = [words] if len(words) < 9 else [words[:4], words[-4:]]
        return "#:~:text=" + ",".join(escaped(" ".join(part), safe="").replace("-", "%2D") for part in parts)


def comments_of(article, user):
    """Return the comments of this story and its updates that this person may read."""
    family = access.articles_of_one_story(article)
    if not user.has_perm(permissions.REVIEW_ARTICLE):
        family = family.written_by(user)
    return Comment.objects.filter(article__in=family.values("pk"))


def of(article, user, page=1):
    """Return the thread as the page of a story shows it to an insider: two queries, however many comments
    there are."""
    first = (page - 1) * MOST_ROOTS
    comments = comments_of(article, user).select_related("author", "decided_by", "revision")
    comments = comments.defer("revision__content")
    roots = list(comments.roots().open_first()[first : first + MOST_ROOTS + 1])
    page_roots = roots[:MOST_ROOTS]
    replies = {root.pk: [] for root in page_roots}
    newest = comments.filter(answers__in=replies).order_by("-created_at", "-pk")
    answers = list(newest[: REPLIES + 1]) if page_roots else []
    for reply in reversed(answers[:REPLIES]):
        replies[reply.answers_id].append(reply)
    present = present_words(article) if any(root.quote for root in page_roots) else ""
    threads = [
        Thread(root, replies[root.pk], present.count(root.quote) if root.quote else 0) for root in page_roots
    ]
    return {
        "open": [thread for thread in threads if not thread.comment.is_resolved],
        "resolved": [thread for thread in threads if thread.comment.is_resolved],
        "page": page,
        "has_more": len(roots) > MOST_ROOTS,
        "is_cut": len(answers) > REPLIES,
        "longest": LONGEST,
        "token": uuid4().hex,
    }


# ---- Its pages, mounted by `ArticleAdmin.get_urls`


def _story_of_insider(request, pk):
    article = access.visible_story(request, pk)
    if not saving.may_type(article, request.user):
        raise Http404
    return article


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, pk):
    """GET shows the thread on a page of its own, older ones too; POST says something."""
    article = _story_of_insider(request, pk)
    if request.method != "POST":
        return _page(request, article)
    answers = None
    if "answers" in request.POST:
        mine = comments_of(article, request.user).roots()
        answers = get_object_or_404(mine.select_related("article"), pk=number(request.POST["answers"]) or 0)
    token = request.POST.get("token", "")
    if token and not TAB.fullmatch(token):
        raise SuspiciousOperation("no token")
    try:
        comment, unknown = say(
            answers.article if answers else article,
            request.POST.get("words", ""),
            by=request.user,
            token=token,
            quote=request.POST.get("quote", ""),
            revision=number(request.POST.get("revision", "")),
            answers=answers,
        )
    except Refused as refused:
        return _page(request, article, refused, request.POST, status=400)
    if unknown:
        names = ", ".join(f"@{name}" for name in unknown)
        messages.warning(
            request, _("Nobody here is called %(names)s, so nobody was told.") % {"names": names}
        )
    return _to(article, comment)


def _page(request, article, refusal=None, values=None, status=200):
    page = number(parsing.page(request))
    thread = of(article, request.user, page) if page and page < 1000 else None
    if not thread or (page > 1 and not thread["open"] + thread["resolved"]):
        raise Http404
    context = {
        **access.page_context(request, article, _("Editorial thread")),
        "thread": thread,
        "refused": refusal,
        "typed": values or {},
        "version": article.version,
    }
    return TemplateResponse(request, "desk/writing/comments.html", context, status=status)


@require_POST
def decide(request, pk, comment):
    """Resolves a thread or takes it up again: `do` is resolve or reopen."""
    article = _story_of_insider(request, pk)
    root = get_object_or_404(comments_of(article, request.user).roots(), pk=comment)
    do = request.POST.get("do")
    if do not in ("resolve", "reopen"):
        raise Http404
    return _to(article, resolve(root, by=request.user, is_resolved=do == "resolve"))


@require_safe
def people(request, pk):
    """Answer with the accounts that a comment can name, for a field that offers names as one types
    (`?q=`)."""
    article = _story_of_insider(request, pk)
    words = search_text(request)
    begins = (
        Q(username__istartswith=words) | Q(first_name__istartswith=words) | Q(last_name__istartswith=words)
    )
    by_person = Q(person__name__istartswith=words)
    users = insiders(article).filter(begins | by_person).order_by("username")[:MOST_NAMES]
    return JsonResponse({"people": [{"username": user.username, "name": str(user)} for user in users]})


def _to(article, comment):
    address = reverse("admin:articles_article_review", args=[article.pk])
    return HttpResponseRedirect(f"{address}#komentar-{comment.pk}")
