"""Photos at the same moment: drawing against withdrawing, two uploads of one file, a caption against an approval."""

import time
from unittest import mock

import pytest
from django.core.files.storage import default_storage, storages

from articles.models import Article, Photo
from articles.models.photo import Duplicate
from articles.photos import renditions
from staff import workflow
from staff.photos import library
from tests.support.factories import make_article, picture, upload
from tests.support.photo_desk import public_files
from tests.support.races import ROUNDS, act, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_storages")]


@pytest.mark.slow
@pytest.mark.parametrize("_round", range(ROUNDS))
def test_no_file_appears_after_the_folder_was_emptied(people, _round):
    photo = library.take_in_photo(upload(picture()), by=people["wati"])
    drawings = renditions.all_of

    def slowly(*args):
        for drawing in drawings(*args):
            time.sleep(0.02)
            yield drawing

    def kill():
        time.sleep(0.1 * _round)
        library.withdraw_photo(photo, by=people["edi"], reason="Salah orang.")

    with mock.patch("articles.photos.renditions.all_of", slowly):
        race(lambda: Photo.objects.get(pk=photo.pk).draw(), kill)
    assert public_files() == []
    photo.refresh_from_db()
    assert (photo.state, photo.renditions) == ("killed", [])
    assert storages["originals"].exists(photo.original.name)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_file_sent_twice_at_once_is_one_photo_with_its_files(people, _round):
    content = picture(colour=(_round, 9, 9))

    def send():
        try:
            return library.take_in_photo(upload(content), by=people["wati"])
        except Duplicate as duplicate:
            return duplicate.photo

    one, two = race(send, send)
    assert one == two == Photo.objects.get()
    assert [rendition.name for rendition in one.public_renditions()] == public_files()
    assert default_storage.exists(one.public_renditions()[0].name)
    one.refresh_from_db()
    assert one.original.read() == content


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_what_goes_live_is_what_was_approved_whatever_a_caption_does(people, _round):
    photo = library.take_in_photo(upload(picture()), by=people["wati"], credit="Wati", alt="Air")
    article = make_article(people["wati"], lead_photo=photo)
    workflow.perform("submit", article, by=people["wati"], revision=article.version)
    article = Article.objects.get(pk=article.pk)

    def caption():
        changed = Photo.objects.get(pk=photo.pk)
        changed.caption = "Diubah pada saat yang sama"
        library.save_words(changed, ["caption"], by=people["edi"])

    race(act("approve_and_publish", article, people["eka"]), caption)
    article = Article.objects.get(pk=article.pk)
    if article.is_public:
        assert article.snapshot().digest == article.approved_revision.digest
    else:  # the caption came first: the approval was for another text, and is refused
        assert article.status == "submitted"
    assert article.newest_revision.text.lead_photo.caption == "Diubah pada saat yang sama"


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_killed_and_given_free_at_once_ends_in_one_of_both_states(people, _round):
    photo = library.take_in_photo(upload(picture()), by=people["wati"])
    library.withdraw_photo(photo, by=people["edi"], reason="Salah orang.")
    race(
        lambda: library.release_photo(photo, by=people["mira"], reason="Sudah diperiksa."),
        lambda: library.withdraw_photo(photo, by=people["eka"], reason="Masih salah."),
    )
    photo.refresh_from_db()
    assert bool(public_files()) == (photo.state == "usable")
    assert [rendition.name for rendition in photo.public_renditions()] == public_files()
