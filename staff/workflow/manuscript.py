"""A story as checks and suggestions read it: its text, saved or just typed into an open form, with what the
text leads to.

The database is asked once for each kind of thing, at the first use, however many links and photos there are.
"""

import re
from functools import cached_property

from articles.models import Article, Attachment, Photo, Region
from articles.models.article import place_of
from articles.text import body
from articles.text.story_text import StoryText
from staff.models import StoryTemplate
from staff.models.recurring import MARK

_WORD = re.compile(r"\w+")


class Manuscript:
    """`text` is a StoryText (`Article.snapshot()`, `ArticleForm.text()`), `article` its row if it has one.

    Of an open form it also knows what its text does not say: `left_out` as of `body.left_out`, and `unsettled`,
    words that stand in a search field and lead to nothing yet: name of the field → words.
    """

    def __init__(self, text: StoryText, article: Article | None = None, *, left_out=None, unsettled=None):
        self.text, self.article = text, article
        self.left_out, self.unsettled = left_out or {}, unsettled or {}

    @classmethod
    def of(cls, article):
        return cls(article.snapshot(), article)

    # ---- Its text

    @cached_property
    def blocks(self):
        return body.blocks(self.text.body)

    @cached_property
    def paragraphs(self):
        """(HTML, words) of each ordinary paragraph."""
        return [(block.html, body.text(block.html)) for block in self.blocks if block.html.startswith("<p>")]

    @cached_property
    def words(self):
        """Words of the body, without markup."""
        return body.text(self.text.body)

    @cached_property
    def texts(self):
        """Return all that somebody typed as running text: name of the field → words."""
        return {"headline": self.text.headline, "standfirst": self.text.standfirst, "body": self.words}

    def first_words(self, most):
        """Return words of headline, standfirst and text, in this order and as they are written."""
        words = []
        for text in self.texts.values():
            for word in _WORD.finditer(text):
                words.append(word[0])
                if len(words) == most:
                    return words
        return words

    @cached_property
    def unfilled(self):
        """Return name of the field → marks that a template left there to be filled in.

        Only its very words count: square brackets also explain a quotation.
        """
        marks = {field: set(MARK.findall(text)) for field, text in self.texts.items()}
        of_templates = StoryTemplate.objects.marks() if any(marks.values()) else set()
        return {field: sorted(own & of_templates) for field, own in marks.items()}

    # ---- What it leads to

    @cached_property
    def own_ids(self):
        """Numbers that mean the story itself: its own, and for an update that of the live story."""
        return {self.article.pk, self.article.update_of_id} - {None} if self.article else set()

    @cached_property
    def cards(self):
        """Ids of the inline cards in their order, repeated where they are."""
        return [block.article_id for block in self.blocks if block.article_id is not None]

    @cached_property
    def linked_ids(self):
        """Ids of all stories that it leads to."""
        return {*self.cards, *self.text.related, *body.linked_article_ids(self.text.body)}

    @cached_property
    def targets(self):
        """Return the stories among them that exist: id → the row, with what tells whether readers see it."""
        if not self.linked_ids:
            return {}
        fields = ("headline", "slug", "status", "published_at", "update_of")
        return Article.objects.only(*fields).in_bulk(self.linked_ids)

    @cached_property
    def own_links(self):
        """Addresses of this site that ordinary links lead to."""
        return [link for link in body.links(self.text.body) if link.startswith("/")]

    # ---- What belongs to it

    @property
    def lead_id(self):
        return self.text.lead_id

    @cached_property
    def photo_ids(self):
        """Ids of all its pictures: the lead and those of the text."""
        return {self.lead_id, *body.photo_ids(self.text.body)} - {None}

    @cached_property
    def region(self):
        pk = self.text.region
        return Region.objects.filter(pk=pk).first() if pk else None

    @property
    def place(self):
        return place_of(
            self.text.dateline, (self.region and (self.region.dateline or self.region.name)) or ""
        )

    @cached_property
    def photos(self):
        return Photo.objects.in_bulk(self.photo_ids)

    @cached_property
    def attachments(self):
        return Attachment.objects.in_bulk(body.attachment_ids(self.text.body))
