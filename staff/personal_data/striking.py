"""Striking words out of stories and of all that is kept of them: one person asks, another confirms.

Where such words can stand is what the table of personal data says (`kinds`). What is append-only keeps, for each row,
an entry with the digests of before and after and with the hash that it had in the story's audit file, so that
whoever checks the file tells what was struck out on record from what was tampered with.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.functions import TransactionNow
from django.contrib.postgres.search import SearchQuery
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from articles.models import (
    Article,
    ArticleEvent,
    Attachment,
    Credit,
    ImportedItem,
    ImportedPicture,
    LegacyPath,
    Notice,
    Person,
    Photo,
    Redaction,
    RedactionEntry,
    Region,
    Revision,
    SearchEntry,
    SearchName,
    SearchWord,
    Step,
    Tag,
    TaggedArticle,
)
from articles.tasks import announce_change
from articles.text import body
from articles.text.redaction import Redactor, cut
from articles.text.story_text import DISCLOSURE_LINES, META_LINES, TEXT_COLUMNS, digest
from staff import workflow
from staff.models import Assignment, Change, ChangeSignature, EditLease, Notification
from staff.notifying import notifications
from staff.personal_data.kinds import IMPERSONAL, KINDS
from staff.personal_data.person_export import SECRET
from staff.reporting import audit_file
from staff.workflow import Refused

KIND_OF_TAGS = "stories"
SHORTEST, MOST_PHRASES, MOST_STORIES = 3, 20, 50
LONGEST_PHRASE = Redaction._meta.get_field("words").base_field.max_length
Outcome = Redaction.Outcome

# The longest values of a story's parts, by their names in a revision: what is struck out of both says the same. Columns
# have their own.
LIMITS = {name: Article._meta.get_field(name).max_length for name in TEXT_COLUMNS if name != "body"}
LIMITS |= {name: Photo._meta.get_field(name).max_length for name in ("caption", "credit", "alt", "ai_tool")}
LIMITS |= {name: Article._meta.get_field(name).max_length for name in (*DISCLOSURE_LINES, *META_LINES)}
LIMITS |= {"name": Credit._meta.get_field("name").max_length}


# ---- Asking and deciding


def refusal(phrases, replacement, reason, stories, most=MOST_STORIES):
    """Return why words cannot be struck out like this; None when they can."""
    if not phrases or len(phrases) > MOST_PHRASES or any(len(phrase) < SHORTEST for phrase in phrases):
        return _("Name what has to go, one name or phrase a line, each of three letters or more.")
    if not stories or len(stories) > most:
        return _("Name the stories by their numbers.")
    if Redactor(phrases, "…").finds([replacement, reason]):
        return _(
            "What has to go stands in the reason or in what replaces it. Both are kept: write them without it."
        )
    return None


@transaction.atomic
def ask(phrases, *, replacement, stories, ground, reason, by):
    """Ask to strike phrases out of these stories; return the redaction, which waits for a second person. Raises
    Refused."""
    ids = [story.pk for story in stories]
    if why := refusal(phrases, replacement, reason, ids):
        raise Refused(why)
    redaction = Redaction(
        words=phrases, replacement=replacement, stories=ids, ground=ground, reason=reason, asked_by=by
    )
    plan = Plan(redaction)
    redaction.stories = plan.roots  # all that are changed: whoever confirms has to see them
    if not plan.changes:
        raise Refused(_("These words stand nowhere in these stories and in what is kept of them."))
    redaction.counts, redaction.remainder = plan.counts(), plan.remainder()
    redaction.save()
    return redaction


@transaction.atomic
def decide(redaction, outcome, *, by):
    """Strike the words out, or leave them; either way they are forgotten here. Raises Refused."""
    redaction = Redaction.objects.select_for_update().get(pk=redaction.pk)
    if redaction.decided_at:
        raise Refused(_("Somebody decided on this already."))
    if outcome == Outcome.ACCEPTED and redaction.asked_by_id == by.pk:
        raise Refused(_("You asked for this: somebody else has to confirm it."))
    plan = Plan(redaction) if outcome == Outcome.ACCEPTED else None
    if plan:
        if plan.roots != redaction.stories:
            raise Refused(_("Which stories show its photos is no longer as it was. Refuse it, and ask anew."))
        plan.check_nobody_writes()
        redaction.counts, redaction.remainder = plan.counts(), plan.remainder()
        redaction.addresses = plan.struck_addresses
    redaction.words = []
    # The database lets nothing through but in the very transaction of the decision.
    redaction.outcome, redaction.decided_by, redaction.decided_at = outcome, by, TransactionNow()
    redaction.save()
    redaction.refresh_from_db(fields=["decided_at"])
    if plan:
        plan.carry_out(by)
    return redaction


# ---- What is to be changed


@dataclass
class Strike:
    """A row in which the words stand, and its values without them."""

    kind: str
    row: models.Model
    values: dict[str, Any]

    @property
    def table(self):
        return self.row._meta.db_table


class Plan:
    """All that a redaction changes, found before anything is written. The stories' rows are locked.

    `together` are the numbers of all stories that are struck with these, a few at a time: people whom they alone name go
    too, and whoever confirmed it is told once. In `exceptions` the words stay.
    """

    def __init__(self, redaction, *, exceptions=(), together=()):
        self.redaction, self.phrases, self.together = redaction, redaction.words, list(together)
        self.redactor = Redactor(self.phrases, redaction.replacement, LIMITS, exceptions)
        self.roots = self._roots(redaction.stories)
        stories = Article.objects.filter(Q(pk__in=self.roots) | Q(update_of__in=self.roots))
        self.stories = list(
            stories.select_related("region", "lead_photo").order_by("update_of_id", "pk")
            .select_for_update(of=("self",))
        )  # fmt: skip
        self.files = [audit_file.AuditFile(story) for story in self.stories if not story.update_of_id]
        self.changes = [strike for kind in KINDS for strike in self._strikes(kind)]

    def _roots(self, ids):
        """Return the numbers of all stories that change, without their updates. Raises Refused where they are too many."""
        roots, wider = [], self._with_sharing(ids)
        while wider != roots and len(wider) <= MOST_STORIES:
            roots, wider = wider, self._with_sharing(wider)
        if len(wider) > MOST_STORIES:
            raise Refused(_(
                "The words stand in those of photos that other stories show: %(number)d stories would change, and"
                " at most %(most)d may. Give these photos other words first."
            ) % {"number": len(wider), "most": MOST_STORIES})  # fmt: skip
        return roots

    def _with_sharing(self, ids):
        """Return these stories with those that show a photo of theirs whose words have to change: a photo has its words
        once for all stories."""
        family = Q(pk__in=ids) | Q(update_of__in=ids) | Q(updates__in=ids)
        photos = [
            photo.pk for photo in self._photos_of(family) if self._finds(photo, "caption", "credit", "alt")
        ]
        sharing = Q(lead_photo__in=photos) | Q(photo_uses__photo__in=photos)
        return sorted({story.update_of_id or story.pk for story in Article.objects.filter(family | sharing)})

    @staticmethod
    def _photos_of(family):
        """Return the photos that these stories show, or showed in one of their texts."""
        contents = Revision.objects.filter(article__in=Article.objects.filter(family)).values_list(
            "content", flat=True
        )
        ids = {
            photo["id"] for content in contents for photo in [content["lead_photo"], *content.get("photos", [])] if photo
        }  # fmt: skip
        return Photo.objects.filter(pk__in=ids)

    def _finds(self, row, *columns):
        return self.redactor.finds([getattr(row, column) for column in columns])

    @cached_property
    def ids(self):
        return [story.pk for story in self.stories]

    @cached_property
    def scopes(self):
        """{model: condition} of rows that belong to these stories without a key that says so. A person that others
        need too is left to people. Numbers are read once: a tag that goes is still known by its own."""
        photos = _numbers(self._photos_of(Q(pk__in=self.ids)))
        people = Person.objects.filter(credits__article__in=self.ids)
        struck_too = (
            Q(article__in=self.ids) | Q(article__in=self.together) | Q(article__update_of__in=self.together)
        )
        elsewhere = Credit.objects.exclude(struck_too).values("person")
        assignments = _numbers(Assignment.objects.filter(article__in=self.ids))
        related = {
            "articles_article": self.ids,
            "articles_photo": photos,
            "articles_person": _numbers(people),
            "articles_tag": _numbers(Tag.objects.filter(tagged_items__content_object__in=self.ids)),
            "articles_attachment": _numbers(Attachment.objects.filter(uses__article__in=self.ids)),
        }
        changes = Q(after__article_id__in=self.ids) | Q(before__article_id__in=self.ids)
        for table, rows in related.items():
            changes |= Q(table=table, row__in=rows)
        logged = Q()
        for model in (Article, Photo, Person, Tag, Attachment):
            ids = [str(pk) for pk in related[model._meta.db_table]]
            logged |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=ids)
        pictures = ImportedPicture.objects.filter(photo__in=photos)
        return {
            Photo: Q(pk__in=photos),
            ImportedPicture: Q(pk__in=_numbers(pictures)),
            ImportedItem: Q(pk__in=_numbers(self._library(pictures))),
            Person: Q(pk__in=_numbers(people.filter(user=None).exclude(pk__in=elsewhere))),
            Notification: Q(path__in=[reverse("admin:assignment", args=[pk]) for pk in assignments]),
            Change: changes,
            LogEntry: logged,
        }

    def _library(self, pictures):
        """Return the items of a former site's library that belong to the stories: files of their photos, and what hangs
        on their own items."""
        library = ImportedItem.objects.filter(type="attachment")
        of_stories = Q(file_key__in=pictures.values("key"))
        for site, item in ImportedItem.objects.filter(article__in=self.ids).values_list("site", "wp_id"):
            of_stories |= Q(site=site, parsed__parent=item)
        return library.filter(of_stories)

    def _strikes(self, kind):
        for rows in kind.rows:
            for row, values in self._changes_in(rows):
                yield Strike(kind.name, row, values)

    def _changes_in(self, rows):
        model = apps.get_model(rows.model)
        condition = self.scopes.get(model, Q(pk__in=[]))
        if rows.of_story:
            condition |= Q(**{f"{rows.of_story}__in": self.ids})
        columns = [field for field in map(model._meta.get_field, rows.columns) if _holds_words(field)]
        ids = model.objects.filter(condition, **dict(rows.filters)).values("pk")
        for row in model.objects.filter(pk__in=ids).iterator(200) if columns else ():
            struck = {field.name: self._struck(row, field) for field in columns}
            if changed := {name: value for name, value in struck.items() if value != getattr(row, name)}:
                yield row, self._made_whole(row, changed)

    def _struck(self, row, field):
        """Return the value of a row's column without the words."""
        value, name = getattr(row, field.name), field.name
        struck = self.redactor.strike(value, name)
        if struck == value:
            return value
        if isinstance(row, Change) and isinstance(value, dict):
            struck |= {column: value[column] for column in value if column in _columns_of_code(row.table)}
        if name == "content":  # a tag goes whole: another one may not take its place
            struck["tags"] = [tag for tag in value["tags"] if not self.redactor.finds(tag)]
            struck["body"] = _canonical(value["body"], struck["body"])
        if name == "body":
            struck = _canonical(value, struck)
        return _fitting(field, struck)

    @staticmethod
    def _made_whole(row, values):
        """Return the values with what belongs to them: a person's address is one's own, and initials say a name too."""
        if isinstance(row, Person) and values.keys() & {"name", "slug"}:
            slug = values.get("slug", row.slug)
            return values | {"slug": f"{slug[:100]}-{row.pk}", "initials": ""}
        if isinstance(row, ImportedPicture) and "key" in values:  # each site has a key once
            return values | {"key": f"{values['key'][:480]}-{row.pk}"}
        return values

    @property
    def struck_addresses(self):
        """The numbers of stories whose address holds the words, or held them."""
        struck = set()
        for strike in self.changes:
            row, values = strike.row, strike.values
            if isinstance(row, Article) and "slug" in values:
                struck.add(row.pk)
            elif isinstance(row, Revision) and values["content"]["slug"] != row.content["slug"]:
                struck.add(row.article_id)
        return sorted({story.update_of_id or story.pk for story in self.stories if story.pk in struck})

    def counts(self):
        """{name of a kind: number of its rows} in which the words stand."""
        places = {(strike.kind, strike.table, strike.row.pk) for strike in self.changes}
        places |= {(KIND_OF_TAGS, Tag._meta.db_table, tag.pk) for tag in self.tags}
        return Counter(kind for kind, _table, _pk in places)

    @cached_property
    def tags(self):
        """Tags of these stories that hold the words."""
        tags = Tag.objects.filter(tagged_items__content_object__in=self.ids).distinct()
        return [tag for tag in tags if self._finds(tag, "name", "slug", "former_names")]

    def remainder(self):
        """Return, in sentences, what the words also stand in and what is left to people."""
        attachments = Attachment.objects.filter(uses__article__in=self.ids).distinct()
        credited = (
            Person.objects.filter(credits__article__in=self.ids).exclude(self.scopes[Person]).distinct()
        )
        findings = [
            (_("Attachment “{name}”: withdraw it."), [a for a in attachments.filter(withdrawn_at=None) if self._finds(a, "name")]),
            (_("Person “{name}”: has an account or other stories."), [p for p in credited if self._finds(p, "name", "slug", "bio")]),
            (_("Tag “{name}”: other stories have it too."), [tag for tag in self.tags if self._is_used_elsewhere(tag)]),
            (_("Tag “{name}”: its introduction, which you change where tags are kept."), [
                tag for tag in Tag.objects.exclude(intro="") if self._finds(tag, "intro")
            ]),
            (_("Photo {name}: look at the picture itself, and withdraw it if it shows the person."), [
                strike.row.pk for strike in self.changes if isinstance(strike.row, Photo)
            ]),
        ]  # fmt: skip
        # They are kept with the decision, so the words go out of them too.
        return list(dict.fromkeys(
            text.format(name=self.redactor.strike(str(row))) for text, rows in findings for row in rows
        ))  # fmt: skip

    def _is_used_elsewhere(self, tag):
        return tag.tagged_items.exclude(content_object__in=self.ids).exists()

    # ---- Doing it

    def check_nobody_writes(self):
        """Raise Refused while somebody has one of these stories open: the next save would bring the words back."""
        if lease := EditLease.objects.live().filter(article__in=self.ids).select_related("user").first():
            message = _("%(who)s is writing in story %(story)s. Wait until that form is closed.")
            raise Refused(message % {"who": lease.user, "story": lease.article_id})

    def carry_out(self, by):
        newest = Change.objects.values_list("pk", flat=True).first() or 0
        for strike in self.changes:
            self._apply(strike)
        self._take_tags_off()
        self._forget_addresses()
        for story in Article.objects.filter(pk__in=self.ids).select_related("region", "lead_photo"):
            story.index_words()
            if not story.update_of_id:
                self._tell(story, by)
        self._forget_search_words()
        # The record has just noted what was changed above, with what stood there before.
        record = next(kind for kind in KINDS if kind.name == "changes")
        for strike in self._strikes(record):
            self._apply(strike)
        self._sign(newest)

    def _sign(self, newest):
        """Sign what was changed here: two persons stand behind it, and the record needs no third. What others changed
        meanwhile, even of the same rows, waits as it did."""
        values_of = defaultdict(dict)
        for strike in self.changes:
            values_of[strike.table, strike.row.pk] |= strike.values
        for change in Change.objects.to_sign().filter(self.scopes[Change], pk__gt=newest):
            values = values_of[change.table, change.row]
            if all(column in values and values[column] == value for column, value in change.after.items()):
                ChangeSignature.objects.create(change=change, by=self.redaction.asked_by)

    def _apply(self, strike):
        row, values = strike.row, strike.values
        if isinstance(row, LegacyPath):
            row.delete()  # an old address that holds the name leads nowhere
            return
        before = _facts(row)
        for name, value in values.items():
            setattr(row, name, value)
        if before is not None:
            story = row.article_id if isinstance(row, Revision | ArticleEvent | Notice) else None
            hash_before, entry_hash = self._places.get((strike.table, row.pk), ("", ""))
            RedactionEntry.objects.create(
                redaction=self.redaction, article_id=story, table=strike.table, row=row.pk,
                former_digest=digest(before), new_digest=digest(_facts(row)), hash_before=hash_before, entry_hash=entry_hash,
            )  # fmt: skip
        type(row).objects.filter(pk=row.pk).update(**values)

    @cached_property
    def _places(self):
        """{(table, id): (hash before, hash)} of all entries of the stories' files, as they are before the change."""
        tables = {kind: table for table, kind in audit_file.KINDS_BY_TABLE.items()}
        return {
            (tables.get(key.kind), key.pk): place
            for file in self.files
            for key, place in zip(
                file.keys, zip([file.start, *file.hashes], file.hashes, strict=False), strict=True
            )
        }

    def _take_tags_off(self):
        for tag in self.tags:
            TaggedArticle.objects.filter(tag=tag, content_object__in=self.ids).delete()
            if not tag.tagged_items.exists():
                tag.delete()

    def _forget_addresses(self):
        """Drop the old addresses that the database has noted for people by itself."""
        people = [strike.row.pk for strike in self.changes if isinstance(strike.row, Person)]
        for old in LegacyPath.objects.filter(person__in=people):
            if self._finds(old, "path"):
                old.delete()

    def _forget_search_words(self):
        """Drop single words that search would still offer or know as a name, and that nothing has any more."""
        for word in {word.casefold() for phrase in self.phrases for word in phrase.split()}:
            if SearchEntry.objects.filter(search=SearchQuery(word, config="simple")).exists():
                continue
            SearchWord.objects.filter(word=word).delete()
            matches = (model.objects.filter(name__icontains=word).exists() for model in (Person, Region))
            if not any(matches):
                SearchName.objects.filter(word=word).delete()

    def _tell(self, story, by):
        workflow.note(story, Step.REDACT, by=by, reason=str(self.redaction.get_ground_display()))
        if not self.together:
            notifications.notify_redaction(story, by=by)
        if story.is_public:
            announce_change(story.pk)


def _numbers(rows):
    return list(rows.order_by().values_list("pk", flat=True).distinct())


def _holds_words(field):
    """Return whether a column holds text of its own: no key, no file, no index of words, no word of the code."""
    if isinstance(field, models.FileField) or field.choices or field.name in SECRET:
        return False
    base = getattr(field, "base_field", field)
    return isinstance(base, models.CharField | models.TextField | models.JSONField)


@cache
def _columns_of_code(table):
    """Return the columns of a table that the record of changes holds as they were."""
    tables = (model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)
    return {
        field.column
        for model in tables
        for field in model._meta.local_concrete_fields
        if not _holds_words(field) or field.name in IMPERSONAL.get(model._meta.label, ())
    }


def _canonical(former, struck):
    """Return a body without the words in its canonical spelling, as tags that are empty now go. Raises Refused where more
    than the words would."""
    if body.clean(former) != former:  # of an earlier release
        return struck
    whole = body.clean(struck)
    if _signs(whole) != _signs(struck) or _media(whole) != _media(former):
        raise Refused(_("These words cannot go without tearing a text apart. Name longer ones."))
    return whole


def _signs(html):
    return "".join(unescape(strip_tags(html)).split())


def _media(html):
    return [
        (block.kind, block.article_id, block.attachment_id, block.photo_id, block.provider)
        for block in body.blocks(html)
        if block.kind != "text"
    ]


def _fitting(field, value):
    """Return a value that is no longer than its column may be."""
    most = getattr(field, "base_field", field).max_length
    if most is None or isinstance(value, dict):
        return value
    if isinstance(value, list):
        return [cut(item, most, field.name) for item in value]
    return cut(value, most, field.name)


def _facts(row):
    """Return what a row that nobody can change says, as its entry digests it; None of a row that can be changed."""
    kind = audit_file.KINDS_BY_TABLE.get(row._meta.db_table)
    if kind:
        return audit_file.SOURCES[kind].facts(row)
    if isinstance(row, Change):
        return {name: getattr(row, name) for name in ("name", "before", "after")}
    return None


# ---- In words


def places(redaction):
    """[(label of a kind, number of rows)] of where the words stand, or stood."""
    return [(kind.label, redaction.counts[kind.name]) for kind in KINDS if kind.name in redaction.counts]
