"""RSS and Atom under each list: the newest public stories, without what is paid for."""

import copy

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import feedgenerator, timezone
from django.utils.functional import lazy
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.xmlutils import SimplerXMLGenerator

from articles import zones
from articles.addresses import absolute, tag_uri
from articles.fragments import remembered
from articles.machines import stories
from articles.machines.printing import story_html
from articles.machines.xmltext import printable
from articles.models import Notice, Person, Tag
from articles.models.queryset import NEVER
from articles.photos import pictures
from articles.site import lists, site_context

ITEMS = 30
MEDIA = "http://search.yahoo.com/mrss/"


# ---- How a feed is written


class Media:
    """The parts that both kinds of feed have in common: hub, picture with its credit, and items that are written
    already."""

    def write_items(self, handler):
        super().write_items(handler)
        for item in self.feed["items_xml"]:
            handler.ignorableWhitespace(item)  # the one way to write what is XML already

    # Browsers show `application/rss+xml` as the text that it is, without its stylesheet.
    content_type = "application/xml; charset=utf-8"

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def latest_post_date(self):
        return self.feed["changed"]

    def add_hub(self, handler, element):
        if settings.WEBSUB_HUB:
            handler.addQuickElement(element, "", {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_picture(self, handler, item):
        photo = item["photo"]
        rendition, url = pictures.share_image(photo)
        if not rendition:
            return
        file = {
            "url": url,
            "type": "image/jpeg",
            "medium": "image",
            "width": str(rendition.width),
            "height": str(rendition.height),
            "fileSize": str(rendition.size),
        }
        handler.startElement("media:content", file)
        if photo.credit:
            handler.addQuickElement("media:credit", printable(photo.credit))
        if words := " – ".join(filter(None, [photo.caption or photo.alt, photo.origin_note])):
            handler.addQuickElement("media:description", printable(words), {"type": "plain"})
        handler.endElement("media:content")


class Rss(Media, feedgenerator.Rss201rev2Feed):
    def root_attributes(self):
        return super().root_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        self.add_hub(handler, "atom:link")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["full_text"]:
            handler.addQuickElement("content:encoded", item["full_text"])
        for credit in item["writers"]:
            handler.addQuickElement("dc:creator", printable(credit.name))
        for scheme, _term, name in item["terms"]:
            handler.addQuickElement("category", printable(name), {"domain": scheme})
        self.add_picture(handler, item)


class Atom(Media, feedgenerator.Atom1Feed):
    def write(self, outfile, encoding):
        """Write what RSS has and Django's Atom has not: the stylesheets, before the root."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"] or ():
            handler.processingInstruction("xml-stylesheet", stylesheet)
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        self.add_hub(handler, "link")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        if item["full_text"]:
            handler.addQuickElement("content", item["full_text"], {"type": "html"})
        for credit in item["writers"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", printable(credit.name))
            handler.addQuickElement("uri", absolute(credit.person.get_absolute_url()))
            handler.endElement("author")
        for scheme, term, name in item["terms"]:
            handler.addQuickElement(
                "category", "", {"term": term, "scheme": scheme, "label": printable(name)}
            )
        self.add_picture(handler, item)


# ---- What stands in it


def _newest(make, columns=(), **types):
    """Return the sort of list whose stories `make` returns, without what is paid for."""

    def unpaid(**values):
        stories, nodes = make(**values)
        return stories.filter(commercial_label=""), nodes

    return lists.Newest(unpaid, ("id", *columns), most=ITEMS, **types)


# CSS, because browsers have given XSLT up.
_address_of_style = lazy(lambda: static("feed.css"), str)


class LatestFeed(Feed):
    """All stories. Subclasses name an object and narrow `articles` to it."""

    language = "id"
    stylesheets = [feedgenerator.Stylesheet(_address_of_style(), media=None)]
    route = "feed"  # name of its address; Atom's has `atom_` before it
    newest = _newest(lists.of_all)

    def __init__(self, feed_type=Rss):
        self.feed_type = feed_type

    def __call__(self, request, *args, **kwargs):
        mine = copy.copy(self)  # one instance answers all requests
        mine.frame = site_context.of(request)
        mine.publication_row = mine.frame.publication_row
        mine.publication = mine.publication_row.instance
        mine.address = absolute(
            reverse(("atom_" if self.feed_type is Atom else "") + self.route, kwargs=kwargs)
        )
        response = super(LatestFeed, mine).__call__(request, *args, **kwargs)
        # What leaves a list changes the feed as well, and no story that is left tells when.
        response["Last-Modified"] = http_date(stories.last_change(request.edition).timestamp())
        links = [f'<{mine.address}>; rel="self"']
        if settings.WEBSUB_HUB:
            links.insert(0, f'<{settings.WEBSUB_HUB}>; rel="hub"')
        response["Link"] = ", ".join(links)
        return response

    def values(self, obj):
        """Return the values by which its list is asked for."""
        return {}

    def title(self, obj):
        name = self.publication.name
        return printable(f"{name} – {obj}" if obj else name)

    def description(self, obj):
        return _("The newest stories")

    subtitle = description

    def author_name(self, obj):
        return printable(self.publication.name)

    def link(self, obj):
        return absolute(obj.get_absolute_url() if obj else reverse("home"))

    def feed_url(self, obj):
        return self.address

    def feed_guid(self, obj):
        return self.address

    def feed_copyright(self, obj):
        return printable(f"© {self.publication.legal_name or self.publication.name}")

    def feed_extra_kwargs(self, obj):
        newest_stories = self.whole(obj)
        newest = max(
            (rows.story.updated_at or rows.story.published_at for rows in newest_stories), default=NEVER
        )
        items_xml = [_xml_of(rows, self.publication_row, self.feed_type) for rows in newest_stories]
        return {"changed": zones.to_the_second(newest, zones.zone_of(None)), "items_xml": items_xml}

    def items(self, obj):
        """Return none: each is written by itself, and remembered."""
        return []

    def whole(self, obj):
        """Return the rows of the newest stories."""
        newest = self.newest.first.rows(now=timezone.now(), **self.values(obj))
        return stories.whole([row.id for row in newest], with_files=settings.FEED_FULL_TEXT)

    def item_title(self, item):
        return printable(item.headline)

    def item_description(self, item):
        words = item.standfirst or item.excerpt(self.publication)
        sentences = [line.text for line in item.disclosure_lines if line.kind in ("unverified", "ai")]
        return escape(printable(" ".join(map(str, [words, *sentences]))))  # readers take it as HTML

    def item_link(self, item):
        return absolute(item.get_absolute_url())

    def item_pubdate(self, item):
        return zones.to_the_second(item.published_at, item.zone)

    def item_updateddate(self, item):
        return zones.to_the_second(item.modified_at, item.zone)

    # The id decides, not the address: a corrected slug does not announce the story again.
    item_guid_is_permalink = False

    def item_guid(self, item):
        return item.tag_uri

    def item_enclosures(self, item):
        rendition, url = pictures.share_image(item.lead_photo)
        return [feedgenerator.Enclosure(url, str(rendition.size), "image/jpeg")] if rendition else []

    def item_extra_kwargs(self, item):
        return {
            "writers": [credit for credit in item.printed_credits if credit.role in credit.WRITING_ROLES],
            "terms": [_term(node) for node in (item.category, item.region, *item.printed_tags) if node],
            "photo": item.lead_photo,
            "full_text": printable(story_html(item, self.publication, self.files, item.text_notices))
            if settings.FEED_FULL_TEXT
            else "",
        }


@remembered
def _xml_of(rows, publication, feed_type):
    """Return the XML of one story: that of a feed which has nothing else."""
    feed = LatestFeed()
    feed.publication = publication.instance
    item, feed.files = stories.instance(rows)
    writer = feed_type(title="", link="", description="", changed=NEVER, items_xml=())
    writer.add_item(
        title=feed.item_title(item),
        link=feed.item_link(item),
        description=feed.item_description(item),
        unique_id=feed.item_guid(item),
        unique_id_is_permalink=feed.item_guid_is_permalink,
        enclosures=feed.item_enclosures(item),
        pubdate=feed.item_pubdate(item),
        updateddate=feed.item_updateddate(item),
        **feed.item_extra_kwargs(item),
    )
    xml = writer.writeString("utf-8")
    opening, closing = ("<entry>", "</entry>") if feed_type is Atom else ("<item>", "</item>")
    return xml[xml.index(opening) : xml.rindex(closing)] + closing


def _term(node):
    """Return (taxonomy, its own key there, name) of a category, region or tag."""
    address = node.get_absolute_url()
    taxonomy = address.split("/")[1]
    return absolute(f"/{taxonomy}/"), address.removeprefix(f"/{taxonomy}/").strip("/"), node.name


class _NodeFeed(LatestFeed):
    """The stories of a category or region and of all below it; one without a public story has none."""

    def get_object(self, request, path="", slug=""):
        if not (node := self.frame.with_path(self.kind, path or slug)):
            raise Http404("no public story")
        return node

    def values(self, obj):
        return {"ids": self.frame.within(obj)}


class CategoryFeed(_NodeFeed):
    route, kind = "category_feed", "category"
    newest = _newest(lists.of_categories, ids="bigint[]")


class RegionFeed(_NodeFeed):
    route, kind = "region_feed", "region"
    newest = _newest(lists.of_regions, ids="bigint[]")


class _RowFeed(LatestFeed):
    """The stories of a tag or person; one without a public story has none."""

    def get_object(self, request, slug):
        row = get_object_or_404(self.model, slug=slug)
        stories_of_row, _nodes = self.sort(now=timezone.now(), pk=row.pk)
        if not stories_of_row.newest(1):
            raise Http404("no public story")
        return row

    def values(self, obj):
        return {"pk": obj.pk}


class TagFeed(_RowFeed):
    route, model, sort = "tag_feed", Tag, staticmethod(lists.of_tag)
    newest = _newest(lists.of_tag, pk="bigint")


class PersonFeed(_RowFeed):
    route, model, sort = "person_feed", Person, staticmethod(lists.of_person)
    newest = _newest(lists.of_person, lists.COLUMNS_OF_PERSON, pk="bigint")


# ---- Notices


class CorrectionFeed(LatestFeed):
    """What was published about stories afterwards."""

    route = "notices_feed"
    page = "notices"
    heading = gettext_lazy("Corrections and replies")
    about = gettext_lazy("What was corrected, and the answers of those whom stories are about")

    def notices(self):
        return Notice.objects.about_texts()

    def title(self, obj):
        return printable(f"{self.publication.name} – {self.heading}")

    def description(self, obj):
        return self.about

    subtitle = description

    def link(self, obj):
        return absolute(reverse(self.page))

    def feed_extra_kwargs(self, obj):
        newest = max((notice.created_at for notice in self.items(obj)), default=NEVER)
        return {"changed": zones.to_the_second(newest, zones.zone_of(None)), "items_xml": []}

    def items(self, obj):
        if not hasattr(self, "rows"):
            self.rows = list(self.notices().newest_first().select_related("article__region")[:ITEMS])
        return self.rows

    def item_title(self, item):
        story = item.article
        return printable(
            f"{item.get_kind_display()}: {story.labelled_headline}"
            if story.is_public
            else item.get_kind_display()
        )

    def item_description(self, item):
        return "".join(f"<p>{escape(printable(line))}</p>" for line in item.lines)

    def item_pubdate(self, item):
        return zones.to_the_second(item.created_at, item.article.zone)

    item_updateddate = item_pubdate

    def item_guid(self, item):
        return tag_uri(item.created_at, f"koreksi/{item.pk}")

    def item_enclosures(self, item):
        return []

    def item_extra_kwargs(self, item):
        return {"writers": [], "terms": [], "photo": None, "full_text": ""}


class WithdrawalFeed(CorrectionFeed):
    """Stories that were withdrawn, and why."""

    route = "withdrawals_feed"
    page = "withdrawals"
    heading = gettext_lazy("Withdrawn stories")
    about = gettext_lazy("Stories that are no longer shown, and why")

    def notices(self):
        return Notice.objects.of_withdrawals()
