"""An export of what readers see, for WordPress: published stories, fixed pages, lists, writers, photos, old addresses.

History, drafts, accounts and the register are no part of it: WordPress has no place for them, `export_site` without
--wordpress keeps them. Old addresses lie beside it as a table that plugins for redirects read.
"""

import csv
from collections.abc import Iterator
from datetime import UTC
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.addresses import absolute
from articles.bulk import batched
from articles.machines import printing, stories
from articles.machines.xmltext import printable
from articles.models import (
    Article,
    Category,
    Credit,
    LegacyPath,
    Page,
    Person,
    Publication,
    Region,
    Related,
)
from articles.photos import renditions
from articles.text import body
from articles.text.story_text import META_TAGS
from articles.wordpress.items import META_TAG_FIELDS, VIEWS_FIELD
from staff.transfer.folder import Folder, plain_errors
from staff.transfer.scope import Scope

BATCH = 200
STORIES_IN_A_FILE = 2_000  # some 20 MB, which every host lets through
VERSION = "1.2"
_SPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
PHOTO_NUMBERS, PAGE_NUMBERS = (
    1_000_000_000,
    2_000_000_000,
)  # beside those of stories: WordPress has one sequence


def export(path, scope=None, step=lambda phase, behind, total: None):
    """Write the files into a folder, and return the facts. Raises TransferError."""
    scope = scope or Scope()
    folder = Folder(path, {"site": settings.SITE_URL, "scope": scope.data() | {"as": "wordpress"}})
    with plain_errors(path), folder.in_use():
        ids = _public_ids(scope)
        head = _Head()
        behind = 0
        for number, batch in enumerate(batched(ids, STORIES_IN_A_FILE), 1):
            lines = _file(head, batch, with_pages=number == 1 and scope.is_whole)
            folder.write(f"wordpress-{number:03d}.xml", lines)
            behind += len(batch)
            step("stories", behind, len(ids))
        if not ids:
            folder.write("wordpress-001.xml", _file(head, [], with_pages=scope.is_whole))
        addresses = folder.write("redirects.csv", _redirects(set(ids)))
        facts = {"counts": {"stories": len(ids), "redirects": addresses - 1}, "left_out": []}
        folder.write_manifest(is_complete=True, **facts)
        folder.clear_former()
    return facts


def _public_ids(scope):
    condition, values = scope.condition()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t.id FROM articles_article t WHERE {condition}", values)
        in_scope = {pk for (pk,) in cursor.fetchall()}
    public = Article.objects.public().order_by("pk").values_list("pk", flat=True)
    return [pk for pk in public if pk in in_scope]


class _Head:
    """The head of every file, before its items."""

    def __init__(self):
        self.publication = Publication.objects.current()
        self.categories = list(Category.objects.order_by("path"))
        self.regions = {region.pk: region for region in Region.objects.order_by("path")}
        people = Credit.objects.filter(role__in=Credit.WRITING_ROLES).values("person")
        self.people = list(Person.objects.filter(pk__in=people).order_by("pk"))
        self.moment = timezone.now()

    def lines(self):
        spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())
        yield '<?xml version="1.0" encoding="UTF-8" ?>'
        yield f'<rss version="2.0" {spaces}>'
        yield "<channel>"
        yield _element("title", self.publication.name)
        yield _element("link", settings.SITE_URL)
        yield _element("description", self.publication.tagline)
        yield _element("pubDate", format_datetime(self.moment))
        yield "<language>id</language>"
        yield _element("wp:wxr_version", VERSION)
        yield _element("wp:base_site_url", settings.SITE_URL)
        yield _element("wp:base_blog_url", settings.SITE_URL)
        for person in self.people:
            yield (
                f"<wp:author><wp:author_id>{person.pk}</wp:author_id>{_cdata('wp:author_login', person.slug)}"
                f"<wp:author_email></wp:author_email>{_cdata('wp:author_display_name', escape(person.name))}</wp:author>"
            )
        slugs = {category.pk: _slug_in_wordpress(category) for category in self.categories}
        for category in self.categories:
            yield (
                f"<wp:category><wp:term_id>{category.pk}</wp:term_id>"
                f"{_cdata('wp:category_nicename', slugs[category.pk])}"
                f"{_cdata('wp:category_parent', slugs.get(category.parent_id, ''))}"
                f"{_cdata('wp:cat_name', escape(category.name))}</wp:category>"
            )


def _slug_in_wordpress(category):
    """WordPress has one slug a name, whatever it lies below; ours is the last part of a path."""
    return category.path.replace("/", "-")


def _file(head, ids, *, with_pages):
    yield from head.lines()
    if with_pages:
        yield from map(_page, Page.objects.filter(is_public=True).order_by("pk"))
    photos_written = set()
    for batch in batched(ids, BATCH):
        yield from _stories(head, batch, photos_written)
    yield "</channel>"
    yield "</rss>"


def _stories(head, ids, photos_written) -> Iterator[str]:
    rows = stories.whole(ids)
    related = _related(ids)
    cards = _cards({pk for row in rows for pk in body.article_ids(row.story.body)})
    columns = Article.objects.only("sign_off", "former_views", *META_TAGS).in_bulk(ids)
    for row in rows:
        story, files = stories.instance(row)
        photos = [*files.photos.values(), *([story.lead_photo] if story.lead_photo else [])]
        for photo in photos:
            if photo.pk not in photos_written:
                photos_written.add(photo.pk)
                if item := _attachment(photo, story.pk):
                    yield item
        content = _content(head, story, files, cards, columns[story.pk].sign_off, related.get(story.pk, ()))
        yield _story(story, content, _for_search_engines(columns[story.pk]))


def _cards(ids):
    """{id: a line that leads to the story}, of stories that readers have."""
    public = Article.objects.public().filter(pk__in=ids).only("pk", "slug", "headline")
    return {story.pk: _line_to(story) for story in public}


def _line_to(story):
    return format_html(
        '<p><strong>Baca Juga:</strong> <a href="{}">{}</a></p>',
        absolute(story.get_absolute_url()),
        story.headline,
    )


def _related(ids):
    """{id: the stories of its list at the end}"""
    links = (
        Related.objects.filter(article__in=ids).order_by("article", "order").values_list("article", "target")
    )
    public = Article.objects.public().in_bulk({target for _story, target in links})
    targets = {}
    for story, target in links:
        if target in public:
            targets.setdefault(story, []).append(public[target])
    return targets


def _content(head, story, files, cards, sign_off, related):
    html = printing.story_html(story, head.publication, files, story.text_notices, cards)
    names = {}
    for credit in story.printed_credits:
        names.setdefault(credit.get_role_display(), []).append(credit.name)
    lines = [(role, ", ".join(people)) for role, people in names.items()]
    credits = format_html_join("", "<p>{}: {}</p>", lines)
    ending = format_html_join(
        "",
        '<li><a href="{}">{}</a></li>',
        ((absolute(one.get_absolute_url()), one.headline) for one in related),
    )
    sign_off = format_html("<p>{}</p>", sign_off) if sign_off else ""
    end_list = format_html("<p><strong>Baca Juga</strong></p><ul>{}</ul>", ending) if related else ""
    return f"{html}{sign_off}{credits}{end_list}"


def _story(story, content, fields):
    writers = [credit for credit in story.printed_credits if credit.role in Credit.WRITING_ROLES]
    terms = [("category", _slug_in_wordpress(story.category), story.category.name)] if story.category else []
    terms += [("post_tag", tag.slug, tag.name) for tag in story.printed_tags]
    terms += [("author", f"cap-{credit.person.slug}", credit.name) for credit in writers]
    meta = [("_thumbnail_id", str(PHOTO_NUMBERS + story.lead_photo.pk))] if story.lead_photo else []
    if story.commercial_label:
        meta.append(("sponsored_by", story.advertiser or story.get_commercial_label_display()))
    if region := story.region:
        meta.append(("region", region.name))
    meta += fields
    return _item(
        number=story.pk,
        kind="post",
        title=story.headline,
        link=absolute(story.get_absolute_url()),
        creator=writers[0].person.slug if writers else "redaksi",
        content=content,
        excerpt=escape(story.standfirst),
        published_at=story.published_at,
        changed_at=story.updated_at or story.saved_at,
        slug=story.slug,
        terms=terms,
        meta=meta,
    )


def _for_search_engines(story):
    """The story's meta tags and former figures as fields of plugins that WordPress sites run."""
    words = {name: value for name in META_TAGS if (value := getattr(story, name))}
    if "robots" in words:
        words["robots"] = "1"
    fields = [(META_TAG_FIELDS[name], value) for name, value in words.items()]
    return [*fields, (VIEWS_FIELD, str(story.former_views))] if story.former_views else fields


def _page(page):
    return _item(
        number=PAGE_NUMBERS + page.pk, kind="page", title=page.title, link=absolute(f"/{page.slug}/"), creator="redaksi",
        content=page.body, excerpt="", published_at=page.updated_at, changed_at=page.updated_at, slug=page.slug,
    )  # fmt: skip


def _attachment(photo, story):
    available = renditions.in_format(renditions.of_shape(photo.public_renditions(), renditions.FULL), "jpeg")
    if not available:
        return ""
    address = absolute(default_storage.url(available[-1].name))
    credit = f" (Foto: {photo.credit})" if photo.credit else ""
    return _item(
        number=PHOTO_NUMBERS + photo.pk, kind="attachment", title=photo.caption or photo.alt or f"Foto {photo.pk}",
        link=address, creator="redaksi", content="", excerpt=escape(f"{photo.caption}{credit}"), published_at=photo.uploaded_at,
        changed_at=photo.uploaded_at, slug=f"foto-{photo.pk}", status="inherit", parent=story, file=address,
        meta=[("_wp_attachment_image_alt", photo.alt)] if photo.alt else (),
    )  # fmt: skip


def _item(*, number, kind, title, link, creator, content, excerpt, published_at, changed_at, slug, status="publish",
          parent=0, file="", terms=(), meta=()):  # fmt: skip
    here, changed = timezone.localtime(published_at), timezone.localtime(changed_at)
    published_at, changed_at = published_at.astimezone(UTC), changed_at.astimezone(UTC)
    parts = [
        "<item>", _cdata("title", escape(title)), _element("link", link),
        _element("pubDate", format_datetime(published_at)), _cdata("dc:creator", creator),
        f'<guid isPermaLink="false">{escape(link)}</guid>', "<description></description>",
        _cdata("content:encoded", content), _cdata("excerpt:encoded", excerpt), f"<wp:post_id>{number}</wp:post_id>",
        _date("wp:post_date", here), _date("wp:post_date_gmt", published_at), _date("wp:post_modified", changed),
        _date("wp:post_modified_gmt", changed_at), _element("wp:comment_status", "closed"),
        _element("wp:ping_status", "closed"), _cdata("wp:post_name", slug), _element("wp:status", status),
        f"<wp:post_parent>{parent}</wp:post_parent>", "<wp:menu_order>0</wp:menu_order>", _element("wp:post_type", kind),
        "<wp:post_password></wp:post_password>", "<wp:is_sticky>0</wp:is_sticky>",
        *([_element("wp:attachment_url", file)] if file else []),
        *(f"<category domain={quoteattr(domain)} nicename={quoteattr(name)}>{_wrapped(escape(text))}</category>" for domain, name, text in terms),
        *(f"<wp:postmeta>{_cdata('wp:meta_key', key)}{_cdata('wp:meta_value', value)}</wp:postmeta>" for key, value in meta),
        "</item>",
    ]  # fmt: skip
    return "\n".join(parts)


def _element(name, text):
    return f"<{name}>{escape(printable(str(text)))}</{name}>"


def _cdata(name, text):
    return f"<{name}>{_wrapped(text)}</{name}>"


def _wrapped(text):
    return f"<![CDATA[{printable(str(text)).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _date(name, moment):
    return f"<{name}>{moment:%Y-%m-%d %H:%M:%S}</{name}>"


class _Row(list):
    """A line that a csv writer writes."""

    def write(self, text):
        self.append(text.removesuffix("\r\n"))


def _redirects(ids):
    """Yield old addresses and where they lead, a line each."""
    yield "source,target"
    rows = LegacyPath.objects.filter(article__isnull=False).select_related("article").order_by("pk")
    for path in rows.iterator(1000):
        if path.article_id in ids:
            line = _Row()
            csv.writer(line).writerow([path.path, path.article.get_absolute_url()])
            yield line[0]
