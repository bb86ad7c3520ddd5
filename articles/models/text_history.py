"""The text of a story and its revisions: reading it, writing it, and what was remembered of it."""

from dataclasses import replace
from itertools import takewhile

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import cached_property

from articles.models.attachment import Attachment, AttachmentUse
from articles.models.credit import Credit
from articles.models.disclosures import DISCLOSURE_COLUMNS
from articles.models.history import Revision, Step
from articles.models.links import PhotoUse, Related
from articles.models.person import Person
from articles.models.photo import Photo
from articles.models.search_entry import SearchEntry, search_columns, search_texts
from articles.models.search_name import SearchName
from articles.models.taxonomy import Tag
from articles.slugs import slug_of
from articles.text import body
from articles.text.story_text import META_TAGS, TEXT_COLUMNS, CreditLine, StoryText

MOST_SAVES = 50  # that are looked through for who changed more than words of photos

COLUMNS = (*TEXT_COLUMNS, "category_id", "region_id", "lead_photo_id", *DISCLOSURE_COLUMNS, *META_TAGS)


def slug_from(headline):
    return slug_of(headline, "berita", 120)


def _with_people(credits):
    """Return the lines with the people of those that have none yet: names that were typed, not picked."""
    lines = (
        line if line.person else replace(line, person=Person.objects.named(line.name).pk) for line in credits
    )
    return tuple({(line.person, line.role): line for line in lines}.values())


class TextHistory:
    """A base of Article: all that makes its row and its revisions say the same."""

    # ---- What is asked many times a page, and remembered with the object

    def written_by(self, user):
        """Return whether this person began the story or is credited as its writer: each rule about a story
        asks it."""
        if user.pk not in self._is_written_by:
            own = type(self).objects.written_by(user).filter(pk=self.pk)
            self._is_written_by[user.pk] = own.exists()
        return self._is_written_by[user.pk]

    @cached_property
    def _is_written_by(self):
        return {}

    @cached_property
    def last_savers(self):
        """Ids of the accounts that last changed the text: of the newest save, and where that only has other words
        of photos, of those before it down to one that changed more. An approval's own revision only adds the
        editor's credit."""
        saves = (
            self.revisions.filter(kind=Revision.Kind.SAVE)
            .order_by("-number")
            .values_list("author", "content")
        )
        for most in (2, MOST_SAVES):  # two tell it, but where a colleague has just mended a caption
            rows = [
                (author, StoryText.from_json(content).without_words_of_photos())
                for author, content in saves[:most]
            ]
            savers = {author for author, _text in takewhile(lambda row: row[1] == rows[0][1], rows)}  # noqa: B023
            if len(rows) < most or rows[-1][1] != rows[0][1]:
                break
        return frozenset(savers) - {None}

    @cached_property
    def behind_text(self):
        """Ids of the accounts whose words the latest text is: of the writer who submitted exactly it since somebody else
        saved it, else of whoever saved it last (decision 0117)."""
        if not (newest := self.newest_revision):
            return self.last_savers
        submissions = self.events.filter(action=Step.SUBMIT, revision=newest, actor__isnull=False)
        writers = {
            event.actor_id for event in submissions.select_related("actor") if self.written_by(event.actor)
        }
        return frozenset(writers) or self.last_savers

    @cached_property
    def newest_revision(self):
        """The revision that holds the present text, with `last`, the newest number of all; None before the
        first."""
        numbers = Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("number")
        return self.revisions.main().annotate(last=Subquery(numbers[:1])).first()

    def _forget(self):
        """Drop what was remembered: a revision was added, and credits may be others."""
        for name in ("_is_written_by", "last_savers", "behind_text", "newest_revision"):
            self.__dict__.pop(name, None)

    # ---- Reading

    def snapshot(self):
        """Return everything that readers get from this story, as a StoryText; an approval names its
        digest."""
        return StoryText(
            **{name: getattr(self, name) for name in TEXT_COLUMNS},
            category=self.category_id,
            region=self.region_id,
            tags=tuple(sorted(self.tagged_items.values_list("tag__name", flat=True))),
            credits=tuple(
                CreditLine(credit.person_id, credit.role, credit.name)
                for credit in self.credits.order_by("order")
            ),
            lead_photo=self.lead_photo.words() if self.lead_photo else None,
            related=tuple(self.related_links.order_by("order").values_list("target", flat=True)),
            photos=Photo.objects.words_in(self.body),
            disclosures=self.disclosures,
            meta_tags=self.meta_tags,
        )

    # ---- Writing

    @transaction.atomic(savepoint=False)
    def save_revision(self, *, by, kind=Revision.Kind.SAVE):
        """Record the text as it is now and return its revision: a new one only if something changed."""
        return self._record(self.snapshot(), by=by, kind=kind)

    @transaction.atomic(savepoint=False)
    def write(self, text, *, by):
        """Make this story say a StoryText and return the revision of it; without a change, the newest.

        Everything that the text names has to exist: see `comparison.usable`. The words of its photos are
        recorded as the library has them.
        """
        before = self.newest_revision.text if self.newest_revision else self.snapshot()
        text = text.cleaned()
        text = text.replace(slug=text.slug or slug_from(text.headline))
        for name in TEXT_COLUMNS:
            setattr(self, name, getattr(text, name))
        self.category_id, self.region_id = text.category, text.region
        self.disclose(text.disclosures)
        self.tag(text.meta_tags)
        if text.lead_id != self.lead_photo_id:
            self.lead_photo = Photo.objects.get(pk=text.lead_id) if text.lead_id else None
        text = text.replace(credits=_with_people(text.credits))
        if text.tags != before.tags:
            tags = Tag.objects.by_names(text.tags)
            self.tags.set(tags)
            text = text.replace(tags=tuple(sorted(tag.name for tag in tags)))  # as they are spelled here
        if text.credits != before.credits:
            self._write_credits(text.credits)
        if text.related != before.related:
            self._write_related(text.related)
        lead = self.lead_photo.words() if self.lead_photo else None
        return self._record(text.replace(lead_photo=lead, photos=Photo.objects.words_in(self.body)), by=by)

    def _write_credits(self, credits):
        """Replace the credits. Their accounts stay those of the first time, and who was a writer is not
        forgotten."""
        before = list(self.credits.all())
        accounts = dict(
            Person.objects.filter(pk__in=[line.person for line in credits]).values_list("pk", "user")
        )
        accounts |= {credit.person_id: credit.account_id for credit in before if credit.account_id}
        self.credits.all().delete()
        Credit.objects.bulk_create(
            Credit(
                article=self, order=order, person_id=line.person, role=line.role, name=line.name,
                account_id=accounts.get(line.person),
            )
            for order, line in enumerate(credits)
        )  # fmt: skip
        writers = {credit.account_id for credit in before if credit.role in Credit.WRITING_ROLES}
        self.former_writers = sorted({*self.former_writers, *writers} - {None})

    def _write_related(self, targets):
        self.related_links.all().delete()
        Related.objects.bulk_create(
            Related(article=self, order=order, target_id=target) for order, target in enumerate(targets)
        )

    def _record(self, text, *, by, kind=Revision.Kind.SAVE):
        newest = self.newest_revision
        if newest and newest.says(text):
            return newest
        photo_ids = body.photo_ids(text.body)
        if photo_ids != (body.photo_ids(newest.text.body) if newest else []):
            self._note_photos(photo_ids)
        attachment_ids = body.attachment_ids(text.body)
        if attachment_ids != (body.attachment_ids(newest.text.body) if newest else []):
            self._note_attachments(attachment_ids)
        self.version = newest.last + 1 if newest else 1
        revision = self.revisions.create(
            number=self.version, kind=kind, content=text.to_json(), digest=text.digest, author=by
        )
        revision.last = self.version
        self._forget()
        self.newest_revision = revision
        self.saved_at = timezone.now()
        columns = {name: getattr(self, name) for name in ("version", "saved_at", "former_writers", *COLUMNS)}
        type(self).objects.filter(pk=self.pk).update(**columns)
        self._write_words(text)
        return revision

    def index_words(self):
        """Index the words of the text as it is now, where a name in it changed without a new revision."""
        self._write_words(self.snapshot())

    def _write_words(self, text):
        words = search_columns(search_texts(self.place, text), SearchName.objects.words())
        SearchEntry.objects.write([(self.pk, words)])

    def _note_photos(self, ids):
        """Make PhotoUse say what the text says."""
        self.photo_uses.exclude(photo__in=ids).delete()
        photos = Photo.objects.filter(pk__in=ids)
        PhotoUse.objects.bulk_create(
            [PhotoUse(article=self, photo=photo) for photo in photos], ignore_conflicts=True
        )

    def _note_attachments(self, ids):
        """Make AttachmentUse say what the text says."""
        self.attachment_uses.exclude(attachment__in=ids).delete()
        attachments = Attachment.objects.filter(pk__in=ids)
        AttachmentUse.objects.bulk_create(
            [AttachmentUse(article=self, attachment=attachment) for attachment in attachments],
            ignore_conflicts=True,
        )

    @transaction.atomic(savepoint=False)
    def keep_aside(self, text, *, by, base, cause):
        """Keep a text that could not be saved as a side revision; the same text of the same person only once.

        Numbers are one sequence with those of the saved texts, so that a number always names one text. The
        row has to be locked. `base` is the number of the revision that its writer started from.
        """
        twin = self.revisions.filter(kind=Revision.Kind.SIDE, author=by, digest=text.digest).first()
        if twin:
            return twin
        last = self.newest_revision.last
        self._forget()  # its `last` is no longer the newest number
        return self.revisions.create(
            number=last + 1,
            kind=Revision.Kind.SIDE,
            content=text.to_json(),
            digest=text.digest,
            author=by,
            base=base,
            cause=cause,
        )
