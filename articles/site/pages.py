"""The pages of readers, in the frame that all have in common, and those of them that are remembered by their rows."""

from zlib import crc32

from django.template.response import TemplateResponse

from articles.advertising import serving
from articles.fragments import fill, hole, parts_of, recall
from articles.site import site_context


def page(request, template, context, here=None, *, spaces=None, rows=None, is_measured=True, **kwargs):
    """Return a page in the site's frame; `here` is what of the masthead it belongs to, `spaces` are the places in which
    it may show advertisements (`serving.Spaces.of`). One that is not measured has an address that nobody else may
    learn. `rows` are all that the context is made of, for a page that is remembered by them."""
    around = site_context.of(request)
    nodes = {name: context.get(name) for name in ("category", "region")}
    filled = (
        around.spaces.of(spaces, key=crc32(request.path.encode()), **nodes) if spaces else serving.NOTHING
    )
    pieces = {"masthead": around.masthead(here), **around.ends(filled, is_measured)}
    if rows is None:
        shared = around.context | pieces | {"ads": filled.after}
        return TemplateResponse(request, template, shared | context, **kwargs)
    key = (template, request.path, around.publication_row, rows, filled.holes)
    shared = around.context | {name: hole(name) for name in pieces} | {"ads": filled.with_holes.after}
    return RememberedPage(request, template, shared | context, key, pieces | filled.pieces, **kwargs)


class RememberedPage(TemplateResponse):
    """A page that is rendered once for all that its context is made of, and filled with what stands around that."""

    def __init__(self, request, template, context, key, pieces, **kwargs):
        super().__init__(request, template, context, **kwargs)
        self.key, self.pieces = key, pieces

    @property
    def rendered_content(self):
        return fill(recall(self.key, self._parts), **self.pieces)

    def _parts(self):
        return parts_of(super().rendered_content)
