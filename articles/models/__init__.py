"""The models of the newsroom's output, one concept a file."""

from articles.models.advertising import AdCount, AdSlot, Advertisement
from articles.models.article import Article
from articles.models.attachment import Attachment, AttachmentUse
from articles.models.credit import Credit
from articles.models.history import ArticleEvent, Revision, Step
from articles.models.importing import (
    ExportFile,
    ImportedItem,
    ImportedPerson,
    ImportedPicture,
    ImportedTerm,
    ImportRun,
    OldSite,
)
from articles.models.legacy_path import LegacyPath
from articles.models.links import PhotoUse, Related, TaggedArticle
from articles.models.masthead import MastheadEntry
from articles.models.merger import Merger
from articles.models.notice import Notice, NoticeWords
from articles.models.person import Person
from articles.models.photo import Photo
from articles.models.pieced_upload import PiecedUpload
from articles.models.publication import Publication
from articles.models.queryset import ArticleQuerySet
from articles.models.reading import ReadingFigure, ViewCount
from articles.models.redaction import Redaction, RedactionEntry
from articles.models.search_entry import SearchEntry
from articles.models.search_name import SearchName
from articles.models.search_word import SearchWord
from articles.models.site import Edition, Page, PageText, Pick
from articles.models.taxonomy import Category, Region, Tag

__all__ = [
    "AdCount",
    "AdSlot",
    "Advertisement",
    "Article",
    "ArticleEvent",
    "ArticleQuerySet",
    "Attachment",
    "AttachmentUse",
    "Category",
    "Credit",
    "Edition",
    "ExportFile",
    "ImportRun",
    "ImportedItem",
    "ImportedPerson",
    "ImportedPicture",
    "ImportedTerm",
    "LegacyPath",
    "MastheadEntry",
    "Merger",
    "Notice",
    "NoticeWords",
    "OldSite",
    "Page",
    "PageText",
    "Person",
    "Photo",
    "PhotoUse",
    "Pick",
    "PiecedUpload",
    "Publication",
    "ReadingFigure",
    "Redaction",
    "RedactionEntry",
    "Region",
    "Related",
    "Revision",
    "SearchEntry",
    "SearchName",
    "SearchWord",
    "Step",
    "Tag",
    "TaggedArticle",
    "ViewCount",
]
