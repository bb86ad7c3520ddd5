"""Places where readers see a photo: whoever changes what is said of it, or takes it away, asks here."""

from articles.models import Article, Page, Person, Photo, Publication


def stands_beside_stories(photo):
    """Return whether readers see the photo elsewhere than in stories: as a portrait, the logo, or in a fixed
    page."""
    return (
        Person.objects.filter(photo=photo).exists()
        or Publication.objects.filter(logo=photo).exists()
        or Page.objects.public().filter(body__contains=f'/foto/{photo.pk}/"').exists()
    )


def shown_only_in(story):
    """Return the photos of a story that readers see nowhere else."""
    photos = Photo.objects.shown_in(story)
    others = Article.objects.published().exclude(pk=story.pk)
    return [photo for photo in photos if not (others.showing(photo).exists() or stands_beside_stories(photo))]
