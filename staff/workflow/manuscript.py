"""What a story says, saved or just typed into an open form: checks and aids read both through this.

Whatever the database knows of it is asked once, when somebody first wants it, however many links and photos there are.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from articles.models import Article, Photo, Region
from articles.models.article import place_of
from articles.text import body
from staff.models import StoryTemplate
from staff.models.recurring import MARK

_WORD = re.compile(r"\w+")


class Manuscript:
    """`content` is a snapshot's content (`Article.snapshot()`, `ArticleForm.content()`), `story` its row if it has one."""

    def __init__(self, content: Mapping[str, Any], story: Article | None = None):
        self.content, self.story = content, story

    @classmethod
    def of(cls, article):
        return cls(article.snapshot(), article)

    def __getitem__(self, part):
        return self.content[part]

    # ---- Its text

    @cached_property
    def blocks(self):
        return body.blocks(self["body"])

    @cached_property
    def paragraphs(self):
        """(HTML, words) of each ordinary paragraph."""
        return [(block.html, body.text(block.html)) for block in self.blocks if block.html.startswith("<p>")]

    @cached_property
    def text(self):
        return body.text(self["body"])

    @cached_property
    def texts(self):
        """All that somebody typed as running text: name of the field → words."""
        return {"headline": self["headline"], "standfirst": self["standfirst"], "body": self.text}

    def first_words(self, most):
        """Of headline, standfirst and text, in this order and as they are written."""
        words = []
        for text in self.texts.values():
            for word in _WORD.finditer(text):
                words.append(word[0])
                if len(words) == most:
                    return words
        return words

    @cached_property
    def unfilled(self):
        """Name of the field → what a template left there to be filled in.

        Only its very words count: square brackets also explain a quotation.
        """
        found = {field: set(MARK.findall(text)) for field, text in self.texts.items()}
        known = StoryTemplate.objects.marks() if any(found.values()) else set()
        return {field: sorted(marks & known) for field, marks in found.items()}

    # ---- What it leads to

    @cached_property
    def own_ids(self):
        """Numbers that mean the story itself: its own, and for an update that of the live story."""
        return {self.story.pk, self.story.update_of_id} - {None} if self.story else set()

    @cached_property
    def cards(self):
        """Ids of the inline cards in their order, repeated where they are."""
        return [block.article_id for block in self.blocks if block.article_id is not None]

    @cached_property
    def linked_ids(self):
        """Ids of all stories that it leads to."""
        return {*self.cards, *self["related"], *body.linked_article_ids(self["body"])}

    @cached_property
    def targets(self):
        """Those of them that there are: id → the row, with what tells whether readers see it."""
        if not self.linked_ids:
            return {}
        known = ("headline", "slug", "status", "published_at", "update_of")
        return Article.objects.only(*known).in_bulk(self.linked_ids)

    @cached_property
    def own_links(self):
        """Addresses of this site that ordinary links lead to."""
        return [link for link in body.links(self["body"]) if link.startswith("/")]

    # ---- What belongs to it

    @property
    def lead_id(self):
        photo = self["lead_photo"]
        return photo and photo["id"]

    @cached_property
    def photo_ids(self):
        """Of all its pictures: the lead and those of the text."""
        return {self.lead_id, *body.photo_ids(self["body"])} - {None}

    @cached_property
    def region(self):
        pk = self["region"]
        return Region.objects.filter(pk=pk).first() if pk else None

    @property
    def place(self):
        return place_of(self["dateline"], (self.region and (self.region.dateline or self.region.name)) or "")

    def photos(self, besides=frozenset()):
        return Photo.objects.in_bulk(self.photo_ids - besides)
