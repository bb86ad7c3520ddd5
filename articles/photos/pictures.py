"""Pictures on pages: one function, and `site/_picture.html`, for every picture of the site."""

from typing import NamedTuple

from django.core.files.storage import default_storage
from django.templatetags.static import static

from articles.addresses import absolute
from articles.photos import renditions
from articles.photos.renditions import CARD, FORMATS, FULL, SHARE, SQUARE, WIDE


class Place(NamedTuple):
    """Somewhere on a page: the shape that it shows, and how wide (static/site.css) as `sizes` says it."""

    shape: str
    sizes: str


COLUMN = "(min-width: 44rem) 42rem, calc(100vw - 2rem)"
PLACES = {
    "lead": Place(FULL, COLUMN),
    "text": Place(FULL, COLUMN),
    "side": Place(FULL, "(min-width: 45rem) 17rem, calc(100vw - 2rem)"),
    "gallery": Place(FULL, "(min-width: 44rem) 20.5rem, calc(50vw - 1.25rem)"),
    "front": Place(WIDE, "(min-width: 64rem) 36rem, (min-width: 45rem) 58vw, calc(100vw - 2rem)"),
    "card": Place(CARD, "6.75rem"),
    "thumb": Place(CARD, "5.5rem"),
    "second": Place(CARD, "(min-width: 64rem) 18rem, (min-width: 45rem) 28vw, 6.75rem"),
    "pick": Place(CARD, "(min-width: 45rem) 18rem, 6.75rem"),
    "block": Place(CARD, "(min-width: 64rem) 17rem, (min-width: 45rem) 22rem, 6.75rem"),
    "top": Place(WIDE, "(min-width: 64rem) 34rem, (min-width: 45rem) 22rem, calc(100vw - 2rem)"),
    "logo": Place(SQUARE, "3rem"),
    "person": Place(SQUARE, "6rem"),
}
ICON_WIDTH = 96
FALLBACK_WIDTH = 720  # of the JPEG for a browser that knows no srcset


def picture(photo, place, *, alt="", eager=False):
    """Return the variables of `site/_picture.html` for a photo; {} where there is nothing to show.

    While the shape is not drawn yet, the whole picture stands in, in the space that the shape will have.
    """
    shape, sizes = PLACES[place]
    available = renditions.of_shape(photo.public_renditions(), shape) if photo else []
    fallback = renditions.nearest(available, FALLBACK_WIDTH)
    if not fallback:
        return {}
    src = default_storage.url(fallback.name)
    # All lie in one folder, and storages take their time for an address.
    root = src.removesuffix(fallback.name)
    return {
        "sources": [(fmt, srcset) for fmt in FORMATS[:-1] if (srcset := _srcset(available, fmt, root))],
        "srcset": _srcset(available, "jpeg", root),
        "sizes": sizes,
        "src": src,
        "width": fallback.width,
        "height": renditions.height_at(shape, fallback.width, (photo.width, photo.height)),
        "alt": alt,
        "eager": eager,
        "full": root + renditions.in_format(available, "jpeg")[-1].name if _opens(photo, shape) else "",
    }


def _opens(photo, shape):
    """Return whether readers may open the whole in its largest size: a letter, which a column shows small."""
    return shape == FULL and renditions.is_tall(photo.width, photo.height)


def _srcset(available, fmt, root):
    files = renditions.in_format(available, fmt)
    return ", ".join(f"{root}{rendition.name} {rendition.width}w" for rendition in files)


def share_image(photo):
    """Return the rendition that messengers and feeds show, and its absolute address; (None, "") without
    one."""
    available = photo.public_renditions() if photo else []
    share = next((rendition for rendition in available if rendition.shape == SHARE), None)
    rendition = share or renditions.nearest(renditions.of_shape(available, FULL), renditions.SHARE_SIZE[0])
    return rendition, absolute(default_storage.url(rendition.name)) if rendition else ""


def logo_image(photo):
    """Return the whole of the logo for messengers, uncut, and its absolute address; (None, "") without
    one."""
    available = photo.public_renditions() if photo else []
    rendition = renditions.nearest(renditions.of_shape(available, FULL), renditions.SHARE_SIZE[1])
    return rendition, absolute(default_storage.url(rendition.name)) if rendition else ""


def icon(logo):
    """Return the address of the small square that browsers show beside a page's title; "" without one."""
    rendition = (
        renditions.nearest(renditions.of_shape(logo.public_renditions(), SQUARE), ICON_WIDTH)
        if logo
        else None
    )
    return default_storage.url(rendition.name) if rendition else ""


def site_icon(publication):
    """Return the address of the icon of all pages: the logo, else Pawarta's own."""
    return icon(publication.logo) or static("icon.svg")


def preview(photo, width=480):
    """Return the address of one JPEG for the desk, at least this wide if one is; "" where there is none."""
    rendition = renditions.nearest(renditions.of_shape(photo.public_renditions(), FULL), width)
    return default_storage.url(rendition.name) if rendition else ""
