"""Work that no reader waits for. Tasks are queued in the transaction of the change that needs them."""

from django.core.exceptions import ValidationError
from django.db.models import F
from django_tasks import task

from articles import related
from articles.models import Photo, SearchWord


@task()
def refresh_similar(article_id):
    """Finds the stories like this one anew, lets those it is like find it, and takes up its words for search."""
    related.refresh(article_id)
    SearchWord.objects.learn(article_id)


@task(priority=-10)  # a story that is due goes before
def draw_photo(photo_id):
    """Makes the renditions of a photo. What goes wrong for good is told at the photo, the rest is tried again."""
    # Counted before it is tried: a picture that takes the worker down with it must not come back for ever.
    Photo.objects.filter(pk=photo_id).update(attempts=F("attempts") + 1)
    photo = Photo.objects.get(pk=photo_id)
    try:
        photo.draw()
    except Exception as error:
        if isinstance(error, ValidationError) or photo.attempts >= Photo.MOST_ATTEMPTS:
            told = f"{type(error).__name__}: {error}"[:300]
            Photo.objects.filter(pk=photo_id).update(drawing_error=told)
        raise


@task(priority=10)
def remove_photo_files(photo_id):
    """Makes sure that the public files of a killed photo are gone; fails, and is seen, where they are not."""
    Photo.objects.get(pk=photo_id).remove_files()
