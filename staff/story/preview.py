"""What stands in an open form as readers will see it: their own page, of a text that is not saved."""

from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.site import rendering, site_context
from staff import access
from staff.writing import suggestions


@never_cache
@require_POST
def preview(request, pk=None):
    """Show the form's text; whoever may not have the form open gets no page."""
    story = suggestions.manuscript(request, pk)
    frame = site_context.of(request)
    context = rendering.preview(story.article, story.text, frame, access.visible(request))
    masthead = {"masthead": frame.masthead()}
    return TemplateResponse(request, "desk/story/preview.html", frame.context | masthead | context)
