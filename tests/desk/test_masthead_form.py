"""Logo, colour and zone in the publication's form: what cannot be one is refused in words, beside its field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import colours
from articles.models import Photo, Publication, Region
from staff.models import User
from tests.support.factories import make_region, picture, upload
from tests.support.forms import as_sent

URL = "/redaksi-desk/articles/publication/1/change/"


@pytest.fixture
def save(publication, administrator, visit):
    """Return a function that saves the publication's form with some values changed."""
    client = visit(administrator)

    def send(**values):
        page = client.get(URL).content.decode()
        return client.post(URL, as_sent(page, "publication_form") | values)

    send.client = client
    return send


def errors(answer):
    assert answer.status_code == 200
    return {name: " ".join(texts) for name, texts in answer.context["adminform"].form.errors.items()}


# ---- The logo


def test_a_logo_is_an_upload_and_no_story_is_offered_it(save, writer, visit, client):
    assert save(logo=upload(picture((600, 600), "PNG"), "logo.png")).status_code == 302
    logo = Publication.objects.get().logo
    assert (logo.width, logo.is_logo, logo.credit) == (600, True, "Kabar Uji")
    news = Photo.take_in(upload(picture(colour="red")), caption="Banjir")
    offered = visit(writer).get(reverse("admin:articles_photo_pick")).json()["photos"]
    assert [photo["id"] for photo in offered] == [news.pk]
    listing = visit(writer).get(reverse("admin:articles_photo_changelist")).content.decode()
    assert f"/photo/{news.pk}/" in listing
    assert f"/photo/{logo.pk}/" not in listing


def test_another_save_keeps_the_logo_and_a_box_takes_it_away(save):
    save(logo=upload(picture((600, 600), "PNG"), "logo.png"))
    logo = Publication.objects.get().logo
    page = save.client.get(URL).content.decode()
    assert logo.folder in page  # it is shown, not chosen from a list of captions
    assert "<option" not in page.split('id="id_logo"')[1].split("</div>")[0]
    save(phone="(0335) 5")
    assert Publication.objects.get().logo == logo
    save(**{"logo-clear": "on"})
    assert Publication.objects.get().logo is None


def test_the_same_logo_again_is_the_same_photo(save):
    for _time in range(2):
        assert save(logo=upload(picture((600, 600), "PNG"), "logo.png")).status_code == 302
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan gambar"),
        (b"", "kosong"),
        (picture((200, 200)), "200 × 200 piksel. Logo butuh sedikitnya 256"),
        (picture((1200, 300)), "1200 × 300 piksel: terlalu panjang"),
        (picture((600, 600))[:900], ""),
    ],
    ids=["no picture", "empty", "small", "long", "cut off"],
)
def test_what_can_be_no_logo_is_refused_in_words_and_nothing_is_lost(content, words, save):
    answer = save(logo=SimpleUploadedFile("logo.png", content), tagline="Semboyan baru")
    assert words in errors(answer)["logo"]
    assert 'value="Semboyan baru"' in answer.content.decode()
    assert not Photo.objects.exists()
    assert Publication.objects.get().tagline == ""


def test_a_withdrawn_photo_becomes_no_logo(save, administrator):
    content = picture((600, 600))
    Photo.take_in(upload(content), caption="Lama").kill(by=administrator, reason="Salah orang.")
    assert "ditarik" in errors(save(logo=upload(content)))["logo"]


def test_no_photo_is_made_of_a_form_with_another_mistake(save):
    answer = save(logo=upload(picture((600, 600))), email="bukan-surel")
    assert "surel" in errors(answer)["email"]
    assert not Photo.objects.exists()


# ---- The colour


def test_a_colour_of_our_own_is_what_readers_and_desk_get(save, client):
    assert save(palette="sendiri", own_colour="#8A1C5B").status_code == 302
    assert Publication.objects.get().accent == "#8a1c5b"
    html = client.get("/").content.decode()
    assert '<link rel="stylesheet" href="/warna-8a1c5b.css">' in html
    style = client.get("/warna-8a1c5b.css")
    assert style.headers["Content-Type"].startswith("text/css")
    dark = style.content.decode().split("--dark: ")[1][:7]
    assert "--light: #8a1c5b" in style.content.decode()
    assert colours.contrast(dark, colours.DARK_TINT) >= colours.PLENTY
    assert client.get("/manifest.webmanifest").json()["theme_color"] == "#8a1c5b"
    assert client.get("/warna-123456.css").status_code == 404
    desk = save.client.get("/redaksi-desk/").content.decode()
    assert "--color-primary-600: rgb(138, 28, 91)" in desk.replace("  ", " ")


@pytest.mark.parametrize("colour", ["#f5d90a", "#ffffff", "#7fd1c2", "#fdfcf9"])
def test_a_pale_colour_is_refused_with_the_nearest_that_can_be_read(colour, save):
    answer = save(palette="sendiri", own_colour=colour)
    said = errors(answer)["own_colour"]
    nearest = said.split("terbaca: ")[1][:7]
    assert colours.contrast(nearest, colours.TINT) >= colours.ENOUGH
    assert colour in said
    assert f'value="{colour}"' in answer.content.decode()
    assert save(palette="sendiri", own_colour=nearest).status_code == 302


@pytest.mark.parametrize("colour", ["merah", "#12345", "#1234567", "url(x)", "#12345g", ""])
def test_what_is_no_colour_is_refused(colour, save):
    assert errors(save(palette="sendiri", own_colour=colour))["own_colour"]
    assert save(palette="biru", own_colour="#123456").status_code == 302
    assert (
        Publication.objects.get().own_colour == ""
    )  # the field is never empty in a browser; it was not chosen


@pytest.mark.parametrize("colour", ["#0f6b5f", "#1d4f8c", "#a5182c", "#5f3b92", "#77421a"])
def test_the_colours_that_are_offered_can_be_read(colour):
    assert colours.readable(colour) == colour


@pytest.mark.parametrize("colour", ["#f5d90a", "#00ff00", "#ff00ff", "#808080", "#000000", "#ffffff"])
def test_every_colour_has_a_readable_neighbour_on_either_paper(colour):
    assert colours.contrast(colours.readable(colour), colours.TINT) >= colours.ENOUGH
    assert colours.contrast(colours.on_dark(colour), colours.DARK_TINT) >= colours.PLENTY


# ---- Time


def test_a_zone_that_does_not_fit_the_place_is_told(administrator, visit):
    region = make_region()
    url = reverse("admin:articles_region_change", args=[region.pk])
    client = visit(administrator)
    page = client.get(url).content.decode()
    assert "WITA – Bali, Nusa Tenggara" in page
    answer = client.post(url, as_sent(page, "region_form") | {"time_zone": "Asia/Jayapura"})
    assert "Kabupaten Probolinggo memakai WIB" in errors(answer)["time_zone"]
    assert Region.objects.get(pk=region.pk).time_zone == "Asia/Jakarta"


# ---- The desk in the paper's dress


def test_the_desk_carries_the_papers_name_before_and_after_signing_in(
    publication, client, visit, administrator
):
    login = client.get("/redaksi-desk/login/").content.decode()
    desk = visit(administrator).get("/redaksi-desk/").content.decode()
    for page in (login, desk):
        assert "Kabar Uji" in page
        assert "Pawarta" not in page


def test_the_desk_shows_the_logo_as_its_sign_and_icon(save, client):
    save(logo=upload(picture((600, 600), "PNG"), "logo.png"))
    Publication.objects.get().logo.draw()
    folder = Publication.objects.get().logo.folder
    assert folder in client.get("/redaksi-desk/login/").content.decode()
    assert save.client.get("/redaksi-desk/").content.decode().count(folder) >= 2


def test_the_list_of_publications_is_its_form(publication, administrator, visit, writer):
    listing = reverse("admin:articles_publication_changelist")
    assert visit(administrator).get(listing).url == URL
    assert visit(writer).get(listing).status_code == 403
    Publication.objects.all().delete()
    boss = visit(User.objects.create_superuser("bos"))
    assert boss.get(listing, follow=True).status_code == 200


def test_a_page_for_other_roles_says_so_in_the_desks_frame(publication, writer, visit):
    answer = visit(writer).get(reverse("admin:articles_publication_change", args=[1]))
    assert answer.status_code == 403
    assert "bukan untuk peran Anda" in answer.content.decode()
    assert "nav-sidebar" in answer.content.decode()


def test_a_form_without_its_token_is_answered_in_words(publication, administrator, client):
    strict = client.__class__(enforce_csrf_checks=True)
    strict.force_login(administrator)
    answer = strict.post(URL, {"name": "Kabar"})
    assert answer.status_code == 403
    assert "Formulir tidak terkirim" in answer.content.decode()
