"""An advertiser's order at the desk: who keeps it, what is refused beside its field, and the figures for the advertiser."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles.models import AdCount, AdSlot, Advertisement
from staff import roles
from staff.models import Change
from tests.support.advertising import banner, make_order, make_slot, picture_of
from tests.support.factories import make_article, make_category, make_publication, make_region, make_user

pytestmark = pytest.mark.django_db
ADD = "admin:articles_advertisement_add"


@pytest.fixture
def seller(client, publication):
    """The browser of the advertising department."""
    client.force_login(make_user("ika", roles.ADVERTISING))
    return client


def moment(**span):
    return f"{timezone.localtime() + timedelta(**span):%Y-%m-%dT%H:%M}"


def words(space, **values):
    return {
        "advertiser": "Toko Uji", "reference": "SPK 7", "slot": space.pk, "starts_at": moment(minutes=-1), "ends_at": moment(days=7),
        "most_views": "", "link": "https://toko.example/", "alt": "Toko Uji", "code": "",
    } | {f"{name}_file": banner(f"{w}x{h}") for name, (w, h) in space.sizes.items()} | values  # fmt: skip


def errors(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.context["adminform"].form.errors


def test_an_order_is_booked_and_readers_get_it(seller, story, client):
    type(story).objects.filter(pk=story.pk).update(headline="Pasar ramai", standfirst="")
    slot = make_slot("list", 1)
    region, category = make_region(), make_category()
    answer = seller.post(
        reverse(ADD), words(slot, regions=[region.pk], categories=[category.pk], most_views="100")
    )
    assert answer.status_code == 302, answer.context and errors(answer)
    order = Advertisement.objects.get()
    assert (order.regions, order.categories, order.most_views) == ([region.pk], [category.pk], 100)
    assert order.created_by.username == "ika"
    assert order.narrow.name.startswith("ruang/")
    with order.wide.open() as file:
        assert Image.open(file).format == "WEBP"


def test_a_banner_loses_all_but_its_pixels(seller):
    slot = make_slot("list", 1)
    large = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "rahasia"
    Image.new("RGB", (1456, 180)).save(large, "JPEG", exif=exif)
    upload = SimpleUploadedFile("b.jpg", large.getvalue())
    assert seller.post(reverse(ADD), words(slot, wide_file=upload)).status_code == 302
    with Advertisement.objects.get().wide.open() as file:
        content = file.read()
    assert b"rahasia" not in content
    assert Image.open(io.BytesIO(content)).size == (1456, 180)


GIF = io.BytesIO()
Image.new("RGB", (320, 100)).save(
    GIF, "GIF", save_all=True, append_images=[Image.new("RGB", (320, 100), "#f00")], duration=100, loop=0
)
NO_BANNERS = {
    "empty": b"",
    "words": b"halo",
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="320" height="100"/>',
    "pdf": b"%PDF-1.4 banner",
    "program": b"MZ\x90\x00\x03",
    "archive": b"PK\x03\x04" + b"\x00" * 60,
    "cut": picture_of((320, 100), form="JPEG")[:300],
    "moves": GIF.getvalue(),
    "another shape": picture_of((300, 300)),
    "too small": picture_of((160, 50)),
    "a line": picture_of((320, 1)),
}


@pytest.mark.parametrize("content", NO_BANNERS.values(), ids=NO_BANNERS)
def test_a_file_that_is_no_banner_is_refused_beside_its_field(content, seller):
    slot = make_slot("list", 1)
    upload = SimpleUploadedFile("banner.png", content, content_type="image/png")
    answer = seller.post(reverse(ADD), words(slot, narrow_file=upload))
    assert "narrow_file" in errors(answer)
    assert "Toko Uji" in answer.content.decode()  # what was typed is still there
    assert not Advertisement.objects.exists()


def test_both_sizes_are_asked_for_and_in_the_rail_one(seller):
    slot, rail = make_slot("list", 1), make_slot("rail")
    assert {"narrow_file", "wide_file"} <= set(
        errors(seller.post(reverse(ADD), words(slot, narrow_file="", wide_file="")))
    )
    assert seller.post(reverse(ADD), words(rail)).status_code == 302


BAD = {
    "period ends before it begins": ({"starts_at": moment(days=3), "ends_at": moment(days=2)}, "ends_at"),
    "period of no length": ({"starts_at": moment(days=3), "ends_at": moment(days=3)}, "ends_at"),
    "period that is over": ({"starts_at": moment(days=-3), "ends_at": moment(days=-2)}, "ends_at"),
    "no day": ({"ends_at": "2026-02-31T10:00"}, "ends_at"),
    "no moment": ({"starts_at": "besok"}, "starts_at"),
    "html in the name": ({"advertiser": "<b>Toko</b>"}, "advertiser"),
    "script in the name": ({"advertiser": "Toko <script>alert(1)</script>"}, "advertiser"),
    "half a tag in the name": ({"advertiser": "Toko <img src=x onerror=alert(1)"}, "advertiser"),
    "html in the order": ({"reference": "<i>7</i>"}, "reference"),
    "html in the words": ({"alt": "</a><script>"}, "alt"),
    "no name": ({"advertiser": "   "}, "advertiser"),
    "a long name": ({"advertiser": "k" * 81}, "advertiser"),
    "no address": ({"link": ""}, "link"),
    "an address that runs": ({"link": "javascript:alert(1)"}, "link"),
    "an address of a file": ({"link": "file:///etc/passwd"}, "link"),
    "an address of data": ({"link": "data:text/html,<script>alert(1)</script>"}, "link"),
    "no number": ({"most_views": "banyak"}, "most_views"),
    "none at most": ({"most_views": "0"}, "most_views"),
    "less than none": ({"most_views": "-5"}, "most_views"),
    "a space that is not there": ({"slot": "999999"}, "slot"),
    "a region that is not there": ({"regions": ["999999"]}, "regions"),
    "a category that is none": ({"categories": ["x"]}, "categories"),
    "banner and code": ({"code": "<p>x</p>"}, "code"),
    "a code without end": ({"code": "x" * 10_001}, "code"),
    "a broken letter": ({"advertiser": "Toko\x00"}, "advertiser"),
}  # fmt: skip


@pytest.mark.parametrize(("values", "field"), BAD.values(), ids=BAD)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(values, field, seller):
    answer = seller.post(reverse(ADD), words(make_slot("list", 1), **values))
    assert field in errors(answer)
    assert not Advertisement.objects.exists()
    assert "SPK 7" in answer.content.decode() or field == "reference"


def test_a_code_needs_no_banner_and_takes_no_address(seller):
    slot = make_slot("list", 1)
    code = {"narrow_file": "", "wide_file": "", "code": "<p>x</p>"}
    assert "link" in errors(seller.post(reverse(ADD), words(slot, **code)))
    assert seller.post(reverse(ADD), words(slot, link="", alt="", **code)).status_code == 302


def test_another_file_takes_the_place_of_the_banner_and_none_keeps_it(seller):
    order = make_order(make_slot("list", 1))
    change = reverse("admin:articles_advertisement_change", args=[order.pk])
    kept = words(order.slot, narrow_file="", wide_file="")
    before = order.narrow.name
    assert seller.post(change, kept).status_code == 302
    order.refresh_from_db()
    assert order.narrow.name == before
    assert seller.post(change, words(order.slot, wide_file="")).status_code == 302
    order.refresh_from_db()
    assert order.narrow.name != before


def test_an_order_that_moves_to_a_space_of_another_size_needs_another_file(seller):
    order = make_order(make_slot("list", 1))
    other = make_slot("foot", wide="970x250")
    change = reverse("admin:articles_advertisement_change", args=[order.pk])
    assert "wide_file" in errors(seller.post(change, words(other, narrow_file="", wide_file="")))


def test_more_views_let_a_delivered_order_run_on(seller):
    order = make_order(make_slot("list", 1), most_views=2)
    AdCount.objects.add({(order.pk, timezone.now().replace(minute=0, second=0, microsecond=0), "views"): 2})
    order.refresh_from_db()
    assert order.delivered_at
    change = reverse("admin:articles_advertisement_change", args=[order.pk])
    seller.post(change, words(order.slot, narrow_file="", wide_file="", most_views="2"))
    order.refresh_from_db()
    assert order.delivered_at
    seller.post(change, words(order.slot, narrow_file="", wide_file="", most_views="50"))
    order.refresh_from_db()
    assert order.delivered_at is None


# ---- Figures


def test_the_advertiser_gets_each_day_and_the_sum(seller):
    order = make_order(
        make_slot("list", 1), advertiser="=HYPERLINK", starts_at=timezone.now() - timedelta(days=2)
    )
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    AdCount.objects.add({
        (order.pk, hour, "views"): 120, (order.pk, hour, "clicks"): 3, (order.pk, hour - timedelta(days=1), "views"): 80,
    })  # fmt: skip
    answer = seller.get(reverse("admin:articles_advertisement_csv", args=[order.pk]))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *days, total = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["Pengiklan", "Pesanan", "Ruang", "Hari", "Tayangan", "Ditekan"]
    assert [row[4:] for row in days] == [["0", "0"], ["80", "0"], ["120", "3"]]
    assert total[3:] == ["Jumlah", "200", "3"]
    assert total[0] == "'=HYPERLINK"
    page = seller.get(reverse("admin:articles_advertisement_change", args=[order.pk])).content.decode()
    assert "dilihat 200 kali, ditekan 3 kali" in page


def test_the_list_says_what_runs_and_how_often_it_was_seen(seller):
    order = make_order(make_slot("list", 1))
    AdCount.objects.add({(order.pk, timezone.now().replace(minute=0, second=0, microsecond=0), "views"): 77})
    page = seller.get(reverse("admin:articles_advertisement_changelist")).content.decode()
    assert "77" in page
    assert "tayang" in page


# ---- Who may


@pytest.mark.parametrize("role", [roles.WRITER, roles.EDITOR, roles.NIGHT_DESK], ids=lambda role: role.group)
def test_the_newsroom_sells_nothing(role, client, db):
    make_publication()
    order = make_order(make_slot("list", 1))
    client.force_login(make_user("siapa", role))
    for name, args in (("changelist", []), ("add", []), ("change", [order.pk]), ("csv", [order.pk])):
        answer = client.get(reverse(f"admin:articles_advertisement_{name}", args=args))
        assert answer.status_code == 403, name
        if name != "csv":
            assert (
                client.get(
                    reverse(f"admin:articles_adslot_{name}", args=args and [order.slot_id])
                ).status_code
                == 403
            )


def test_the_advertising_department_sees_no_story_before_readers_do(seller, writer):
    draft = make_article(writer)
    assert seller.get(reverse("admin:articles_article_changelist")).status_code == 403
    assert seller.get(reverse("admin:articles_article_review", args=[draft.pk])).status_code == 404
    assert seller.get(reverse("admin:index")).status_code == 200


def test_what_readers_get_of_an_order_waits_for_a_signature(seller, story):
    seller.post(reverse(ADD), words(make_slot("list", 1)))
    change = Change.objects.get(table="articles_advertisement", kind="insert")
    assert change.needs_signature
    assert change.actor.username == "ika"


def test_no_advertisement_is_deleted_at_the_desk(seller):
    order = make_order(make_slot("list", 1))
    assert (
        seller.post(
            reverse("admin:articles_advertisement_delete", args=[order.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    assert AdSlot.objects.exists()


def test_an_editor_takes_the_advertisements_from_a_story(story, visit, editor, writer):
    url = reverse("admin:articles_article_ads", args=[story.pk])
    assert visit(writer).post(url, {"do": "hide"}).status_code == 400
    assert visit(editor).post(url, {"do": "hide"}).status_code == 302
    story.refresh_from_db()
    assert story.is_without_ads
    assert story.events.filter(action="ads", actor=editor).count() == 1
    visit(editor).post(url, {"do": "hide"})
    assert story.events.filter(action="ads").count() == 1
    visit(editor).post(url, {"do": "show"})
    story.refresh_from_db()
    assert not story.is_without_ads
