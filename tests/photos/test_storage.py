"""Where the files of photos lie: renditions in public, originals without an address; on disk and in S3."""

import json
import re
import stat
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.storage.handler import StorageHandler
from moto.server import ThreadedMotoServer

from articles.models import Photo
from staff.photos import library
from tests.support.factories import picture, upload
from tests.support.processes import ROOT, refusal, run

FOREVER = "public, max-age=31536000, immutable"
RENDITION = "foto/0123456789abcdef/720x480-0123456789ab"
ORIGINAL = "2026/07/0123456789abcdef.jpg"
S3 = {
    "S3_BUCKET": "pawarta-foto",
    "S3_ORIGINALS_BUCKET": "pawarta-asli",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "hush",
}


def load(**variables: object) -> dict:
    """These settings, as JSON has them."""
    names = ("STORAGES", "MEDIA_URL", "CONTENT_SECURITY_POLICY")
    script = f"""
import json
from newsroom import settings
print(json.dumps({{name: vars(settings)[name] for name in {names}}}, default=str))
"""
    outcome = run(script, **variables)
    assert outcome.returncode == 0, outcome.stderr
    return json.loads(outcome.stdout)


def get(address: str):
    return urlopen(address, timeout=10)  # noqa: S310 - of the server below


def test_originals_of_the_tests_have_no_address_either():
    with pytest.raises(ValueError, match="no address"):
        storages["originals"].url(ORIGINAL)


def test_newer_kinds_of_pictures_are_known_whatever_the_system_lists():
    script = """
import mimetypes
mimetypes.knownfiles.clear()
from newsroom import settings
print(*(mimetypes.guess_type(f"x.{kind}")[0] for kind in ("avif", "webp", "jpg")))
"""
    assert run(script).stdout == "image/avif image/webp image/jpeg\n"


# On disk


@pytest.fixture
def on_disk(tmp_path):
    made = load(MEDIA_ROOT=tmp_path / "media", ORIGINALS_ROOT=tmp_path / "private/originals")
    return StorageHandler(made["STORAGES"])["originals"]


def test_an_original_on_disk_is_for_one_account_alone(on_disk, tmp_path):
    on_disk.save(ORIGINAL, ContentFile(b"secret"))
    path = tmp_path / "private/originals" / ORIGINAL
    assert path.read_bytes() == b"secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folders = path.relative_to(tmp_path).parents
    assert {stat.S_IMODE((tmp_path / folder).stat().st_mode) for folder in folders if folder.name} == {0o700}


def test_an_original_on_disk_has_no_address(on_disk):
    with pytest.raises(ValueError, match="no address"):
        on_disk.url(ORIGINAL)


def test_two_originals_on_disk_of_one_name_are_two_files(on_disk):
    names = {on_disk.save(ORIGINAL, ContentFile(b"secret")) for _ in range(2)}
    assert len(names) == 2


@pytest.mark.parametrize("place", ["media", "media/originals", "var/static/deep", "elsewhere/../media"])
def test_originals_do_not_lie_where_everybody_is_served(place, tmp_path):
    message = refusal(
        MEDIA_ROOT=tmp_path / "media", PAWARTA_VAR=tmp_path / "var", ORIGINALS_ROOT=tmp_path / place
    )
    assert f"ORIGINALS_ROOT={tmp_path / place} lies in " in message


def test_originals_do_not_lie_where_a_link_leads_to_everybody(tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "media")
    assert "lies in" in refusal(MEDIA_ROOT=tmp_path / "media", ORIGINALS_ROOT=tmp_path / "link/originals")


@pytest.mark.slow
def test_disk_needs_no_django_storages(tmp_path):
    script = """
import sys
sys.modules["storages"] = sys.modules["boto3"] = None  # importing them fails
import django
django.setup()
from django.core.files.storage import default_storage, storages
print(storages["default"].url("a.jpg"), type(storages["originals"]).__name__)
"""
    outcome = run(script, DJANGO_SETTINGS_MODULE="newsroom.settings", PAWARTA_VAR=tmp_path)
    assert outcome.stdout == "/media/a.jpg PrivateFiles\n", outcome.stderr


# In S3


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture(scope="module")
def buckets(endpoint):
    """Both storages as the settings describe them, and the buckets as docs/deploy.md does."""
    made = StorageHandler(load(S3_ENDPOINT_URL=endpoint, **S3)["STORAGES"])
    public, originals = made["default"], made["originals"]
    public.bucket.create()
    originals.bucket.create()
    policy = re.search(r"```json\n(.*?)```", (ROOT / "docs/deploy.md").read_text(), re.S)[1]
    public.bucket.Policy().put(Policy=policy)
    yield made
    for storage in (public, originals):
        storage.connection.meta.client.close()


@pytest.fixture
def public(buckets):
    return buckets["default"]


@pytest.fixture
def originals(buckets):
    return buckets["originals"]


@pytest.mark.parametrize("alias", ["default", "originals"])
def test_a_folder_in_s3_is_written_read_listed_and_emptied(buckets, alias):
    storage, folder = buckets[alias], "foto/fedcba9876543210"
    assert storage.listdir(folder) == ([], [])
    for name in ("a.avif", "b.jpg"):
        assert storage.save(f"{folder}/{name}", ContentFile(name.encode())) == f"{folder}/{name}"
    with storage.open(f"{folder}/a.avif") as file:
        assert file.read() == b"a.avif"
    assert storage.listdir(folder) == ([], ["a.avif", "b.jpg"])
    for name in storage.listdir(folder)[1]:
        storage.delete(f"{folder}/{name}")
    assert storage.listdir(folder) == ([], [])
    assert not storage.exists(f"{folder}/b.jpg")
    storage.delete(f"{folder}/b.jpg")  # whoever was slower finds nothing to do


@pytest.mark.parametrize(
    ("extension", "kind"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")]
)
def test_everybody_gets_a_rendition_with_its_type_and_keeps_it(public, endpoint, extension, kind):
    address = public.url(public.save(f"{RENDITION}.{extension}", ContentFile(b"picture")))
    assert address == f"{endpoint}/pawarta-foto/{RENDITION}.{extension}"  # unsigned
    with get(address) as answer:
        assert answer.read() == b"picture"
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Cache-Control"] == FOREVER


def test_nginx_lets_renditions_be_kept_as_s3_does():
    assert f'add_header Cache-Control "{FOREVER}";' in (ROOT / "docs/nginx.conf").read_text()


def test_a_rendition_written_again_keeps_its_name(public):
    names = {public.save(f"{RENDITION}.jpg", ContentFile(b"picture")) for _ in range(2)}
    assert names == {f"{RENDITION}.jpg"}


@pytest.mark.slow
def test_a_photo_lives_and_is_killed_in_s3(public, originals, endpoint, writer, editor, monkeypatch):
    monkeypatch.setattr(default_storage, "_wrapped", public)
    monkeypatch.setattr(Photo._meta.get_field("original"), "storage", originals)
    photo = library.take_in_photo(upload(picture()), by=writer)
    photo.draw()
    photo.refresh_from_db()
    addresses = [public.url(rendition.name) for rendition in photo.public_renditions()]
    assert len(addresses) > 20
    for address in addresses[:3]:
        with get(address) as answer:
            assert answer.status == 200
    library.withdraw_photo(photo, by=editor, reason="Salah orang.")
    assert public.listdir(photo.folder) == ([], [])
    for address in addresses:
        with pytest.raises(HTTPError, match=r"40[34]") as gone:
            get(address)
        gone.value.close()
    assert photo.original.read() == picture()
    photo.original.close()


def test_an_original_in_s3_never_takes_the_place_of_another(originals):
    names = {originals.save("2026/07/twice.jpg", ContentFile(b"secret")) for _ in range(2)}
    assert len(names) == 2


def test_an_original_in_s3_has_no_address(originals):
    for options in ({}, {"expire": 60}):
        with pytest.raises(ValueError, match="no address"):
            originals.url(ORIGINAL, **options)


def test_strangers_get_no_original_from_s3(originals, endpoint):
    """Moto looks at the policy of a bucket and the ACL of an object where a request is not signed, as S3 does.

    What it cannot show is the bucket's block of public access: that is the operator's, and only S3 enforces it.
    """
    name = originals.save(ORIGINAL, ContentFile(b"secret"))
    with pytest.raises(HTTPError, match="403") as refused:
        get(f"{endpoint}/{originals.bucket_name}/{name}")
    refused.value.close()
    grants = originals.bucket.Object(name).Acl().grants
    assert [(grant["Permission"], grant["Grantee"]["Type"]) for grant in grants] == [
        ("FULL_CONTROL", "CanonicalUser")  # the owner; "everybody" would be a Group
    ]


def test_public_files_outside_the_photos_stay_closed(public):
    with pytest.raises(HTTPError, match="403") as refused:
        get(public.url(public.save("else/file.jpg", ContentFile(b"?"))))
    refused.value.close()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "https://pawarta-foto.s3.us-east-1.amazonaws.com/"),
        ({"S3_REGION": "ap-southeast-3"}, "https://pawarta-foto.s3.ap-southeast-3.amazonaws.com/"),
        ({"S3_ENDPOINT_URL": "https://s3.example/"}, "https://s3.example/pawarta-foto/"),
        ({"S3_ENDPOINT_URL": "https://s3.example", "S3_PUBLIC_URL": "https://foto.example"}, "https://foto.example/"),
        ({"S3_PUBLIC_URL": "https://cdn.example/a/"}, "https://cdn.example/a/"),
    ],
)  # fmt: skip
def test_pages_may_show_what_the_public_address_serves(given, address):
    made = load(**S3, **given)
    assert made["MEDIA_URL"] == address
    for name in ("img-src", "media-src"):
        assert address in made["CONTENT_SECURITY_POLICY"]["DIRECTIVES"][name]
    assert StorageHandler(made["STORAGES"])["default"].url("foto/a b.jpg") == f"{address}foto/a%20b.jpg"


def test_the_secret_of_s3_may_come_from_a_file(tmp_path):
    (tmp_path / "secret").write_text("from a file\n")
    made = load(**S3 | {"S3_SECRET_KEY": ""}, S3_SECRET_KEY_FILE=tmp_path / "secret")
    assert {made["STORAGES"][alias]["OPTIONS"]["secret_key"] for alias in ("default", "originals")} == {
        "from a file"
    }


@pytest.mark.parametrize("name", S3)
def test_what_s3_lacks_stops_the_start(name):
    assert refusal(**S3 | {name: ""}) == f"Photos in S3 also need {name}."


def test_originals_do_not_share_the_public_bucket():
    assert "S3_ORIGINALS_BUCKET is S3_BUCKET" in refusal(**S3 | {"S3_ORIGINALS_BUCKET": "pawarta-foto"})


@pytest.mark.parametrize("name", ["S3_PUBLIC_URL", "S3_ENDPOINT_URL"])
def test_an_address_without_a_scheme_stops_the_start(name):
    assert "begin with https://" in refusal(**S3, **{name: "foto.example"})
