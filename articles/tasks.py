"""Work that no reader waits for. Tasks are queued in the transaction of the change that needs them."""

import logging
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import F, Max, Min
from django.utils import timezone
from django_tasks import task

from articles.machines import pings
from articles.models import Article, Attachment, ExportFile, ImportedItem, Photo, SearchWord
from articles.site import related
from articles.wordpress import import_job

log = logging.getLogger(__name__)

SIMILAR_AT_ONCE = 200  # stories
TELL_AGAIN = [timedelta(minutes=minutes) for minutes in (1, 5, 25, 120)]  # after as many failures


@task()
def refresh_similar(article_id):
    """Find the stories like this one anew, let those it is like find it, and take up its words for search."""
    related.refresh(article_id)
    SearchWord.objects.learn(article_id)


@task(priority=-20)
def index_words(article_ids):
    """Index the words of these stories anew: a tag of theirs has another name."""
    for article in Article.objects.filter(pk__in=article_ids).select_related("region", "lead_photo"):
        article.index_words()


@task(priority=-20)
def find_similar(first, last):
    """Find what is like each story of these numbers, for many that came at once; each refreshes only its own
    list."""
    for article in Article.objects.filter(pk__range=(first, last), status=Article.Status.PUBLISHED):
        Article.objects.filter(pk=article.pk).update(similar_ids=related.similar_ids(article))


@task(priority=-5)
def try_export(pk):
    """Try an export out that somebody brought at the desk."""
    import_job.try_out(ExportFile.objects.get(pk=pk))


@task(priority=-5)
def import_export(pk):
    """Move an export in; one that was broken off goes on."""
    if run := import_job.move_in(ExportFile.objects.get(pk=pk)):
        after_import(run.pk)


@task(priority=-20)
def learn_words():
    SearchWord.objects.learn()


def after_import(run_id):
    """Queue what stories that came by the thousand need beside their rows."""
    numbers = ImportedItem.objects.filter(run=run_id, outcome="created", type="post").aggregate(
        first=Min("article_id"), last=Max("article_id")
    )
    if numbers["first"]:
        for first in range(numbers["first"], numbers["last"] + 1, SIMILAR_AT_ONCE):
            find_similar.enqueue(first, min(first + SIMILAR_AT_ONCE - 1, numbers["last"]))
        learn_words.enqueue()


@task(priority=-10)  # a story that is due goes before
def draw_photo(photo_id):
    """Make the renditions of a photo.

    What goes wrong for good is told at the photo, the rest is tried again.
    """
    # Counted before it is tried: a picture that takes the worker down with it must not come back for ever.
    Photo.objects.filter(pk=photo_id).update(attempts=F("attempts") + 1)
    photo = Photo.objects.filter(pk=photo_id).first()
    if not photo:  # it was the demo's, and that is removed
        return
    try:
        photo.draw()
    except Exception as error:
        if isinstance(error, ValidationError) or photo.attempts >= Photo.MOST_ATTEMPTS:
            message = f"{type(error).__name__}: {error}"[:300]
            Photo.objects.filter(pk=photo_id).update(drawing_error=message)
        raise


@task(priority=10)
def remove_folder(folder):
    """Take away the public files of a folder that a photo left. Raises OSError where one is still there."""
    with suppress(FileNotFoundError):
        names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        for name in names:
            default_storage.delete(name)
        if remaining := [name for name in names if default_storage.exists(name)]:
            raise OSError(f"{folder}: {len(remaining)} public files could not be removed")


@task(priority=10)
def remove_photo_files(photo_id):
    """Make sure that the public files of a killed photo are gone; fail, and be seen, where they are not."""
    Photo.objects.get(pk=photo_id).remove_files()


@task(priority=10)
def remove_attachment_file(attachment_id):
    """Make sure that the public copy of a withdrawn attachment is gone; fail, and be seen, where it is not."""
    Attachment.objects.get(pk=attachment_id).remove_file()


def announce_change(article_id, at=None):
    """Queue what tells the outside of a change: now, or when a scheduled story's time has come."""
    for is_wanted, telling in (
        (settings.WEBSUB_HUB, ping_hub),
        (settings.INDEXNOW_KEY, submit_to_indexnow),
    ):
        if is_wanted:
            telling.using(run_after=at).enqueue(article_id)


@task(priority=-5)
def ping_hub(article_id, failures=0):
    """Have the hub fetch the feeds of a story. What is paid for stands in none."""
    article = Article.objects.ever_public().filter(pk=article_id, commercial_label="").first()
    if article and settings.WEBSUB_HUB:
        _tell(ping_hub, pings.ping_hub, article, failures)


@task(priority=-5)
def submit_to_indexnow(article_id, failures=0):
    """Tell search engines of a change; also of one that hides the story from them."""
    article = Article.objects.ever_public().filter(pk=article_id, canonical_url="").first()
    if article and settings.INDEXNOW_KEY:
        _tell(submit_to_indexnow, pings.submit_to_indexnow, article, failures)


def _tell(again, telling, article, failures):
    """Try once, and queue it again for later where that may help; the last failure stays to be seen."""
    try:
        telling(article)
    except pings.Failed as failed:
        if failed.is_final or failures >= len(TELL_AGAIN):
            raise
        log.warning("Story %d, to be told again: %s", article.pk, failed)
        again.using(run_after=timezone.now() + TELL_AGAIN[failures]).enqueue(article.pk, failures + 1)
