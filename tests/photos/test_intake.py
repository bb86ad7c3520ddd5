"""Whatever file somebody sends: a plain picture comes out, or a message that says why not."""

import hashlib
import io
import json
import tracemalloc
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.functional import Promise
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageFile

from articles.photos import intake
from tests.support import hostile
from tests.support.hostile import (
    SECRET,
    SIZE,
    encoded,
    exif_segment,
    iptc,
    iptc_segment,
    jpeg,
    png,
    tiff,
    xmp,
    xmp_segment,
)

MEGABYTE = 1024 * 1024
ACCEPTED = {kind: case for kind, case in hostile.corpus().items() if case.accepted}
REFUSED = {kind: case for kind, case in hostile.corpus().items() if not case.accepted}


def read(content):
    return intake.read(io.BytesIO(content))


def refusal(content):
    """Code of the refusal; None where it was taken in."""
    try:
        read(content)
    except ValidationError as error:
        return error.code


def near(pixel, expected, by=6):
    return all(abs(value - wanted) <= by for value, wanted in zip(pixel, expected, strict=True))


def each(cases):
    return pytest.mark.parametrize("case", cases.values(), ids=cases.keys())


# ---- The corpus


def test_the_corpus_is_large_and_no_two_of_it_are_the_same_file():
    assert len(ACCEPTED) > 60
    assert len(REFUSED) > 40
    assert {case.refusal for case in REFUSED.values()} == {
        "cut", "damaged", "empty", "foreign", "heavy", "large", "moving", "narrow", "small",
    }  # fmt: skip
    assert len({case.content for case in hostile.corpus().values()}) == len(hostile.corpus())


@each(ACCEPTED)
def test_a_picture_is_taken_in_with_nothing_attached(case):
    taken = read(case.content)
    assert taken.picture.mode == "RGB"
    assert taken.picture.info == {}
    assert not taken.picture.getexif()
    assert max(taken.picture.size) <= intake.LONGEST
    assert taken.picture.width / taken.picture.height == pytest.approx(taken.width / taken.height, rel=0.01)
    assert taken.sha256 == hashlib.sha256(case.content).hexdigest()
    assert json.loads(json.dumps(taken.metadata)) == taken.metadata


@each(ACCEPTED)
def test_what_is_made_of_a_picture_tells_no_secret(case):
    picture = read(case.content).picture
    for kind in ("JPEG", "PNG", "WEBP"):
        assert SECRET.encode() not in encoded(picture, kind)


@each(ACCEPTED)
def test_decoding_gives_the_picture_that_was_taken_in(case):
    file = io.BytesIO(case.content)
    assert intake.decode(file) == intake.read(file).picture


@each(REFUSED)
def test_a_file_is_refused_with_a_message_that_can_be_translated(case):
    with pytest.raises(ValidationError) as caught:
        read(case.content)
    assert caught.value.code == case.refusal
    assert isinstance(caught.value.message, Promise)
    (message,) = caught.value.messages
    assert message.endswith(".")
    assert "%(" not in message
    with pytest.raises(ValidationError) as again:
        intake.decode(io.BytesIO(case.content))
    assert again.value.messages == [message]


@pytest.mark.parametrize(
    ("kind", "extension"),
    [
        ("JPEG", "jpg"),
        ("MPO", "jpg"),
        ("MPO, Ultra HDR", "jpg"),
        ("PNG", "png"),
        ("WebP", "webp"),
        ("AVIF", "avif"),
        ("HEIC", "heic"),
        ("GIF", "gif"),
        ("a name with another format's ending", "jpg"),
    ],
)
def test_the_extension_comes_from_the_content(kind, extension):
    assert read(ACCEPTED[kind].content).extension == extension


@pytest.mark.parametrize("brand", [b"avif", b"heic"])
def test_a_file_of_some_picture_is_told_by_its_compatible_brands(brand):
    content = ACCEPTED["AVIF" if brand == b"avif" else "HEIC"].content
    assert brand in content[16:32]
    assert read(content[:8] + b"mif1" + content[12:]).extension == brand.decode()


def test_a_django_upload_is_read_and_stays_open():
    case = ACCEPTED["JPEG"]
    upload = SimpleUploadedFile(case.name, case.content)
    assert intake.read(upload).sha256 == hashlib.sha256(case.content).hexdigest()
    upload.seek(0)
    assert upload.read() == case.content


# ---- Upright


@each({kind: case for kind, case in ACCEPTED.items() if kind.startswith("orientation")})
def test_a_picture_comes_out_upright(case):
    taken = read(case.content)
    assert (taken.width, taken.height) == taken.picture.size == SIZE
    assert_corners(taken.picture)


@pytest.mark.parametrize(("kind", "size"), [("HEIC", (320, 240)), ("HEIC, turned", (240, 320))])
def test_a_heic_is_turned_once(kind, size):
    taken = read(ACCEPTED[kind].content)
    assert (taken.width, taken.height) == taken.picture.size == size
    assert_corners(taken.picture)


def test_an_avif_is_turned_as_its_container_says_whatever_its_exif_says():
    assert_corners(
        read(hostile.avif_with(tiff({ExifTags.Base.Orientation: 6, ExifTags.Base.Artist: b"Budi"}))).picture
    )


def assert_corners(picture):
    width, height = picture.size
    places = [(9, 9), (width - 9, 9), (9, height - 9), (width - 9, height - 9)]
    found = [picture.getpixel(place) for place in places]
    assert all(map(near, found, hostile.CORNERS)), found


# ---- Colours


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("JPEG, CMYK", (255, 0, 0)),
        ("JPEG without its Adobe marker, CMYK", (255, 0, 0)),
        ("JPEG, CMYK with a profile for RGB", (255, 0, 0)),
        ("JPEG, broken profile", (255, 0, 0)),
        ("PNG, grey of 16 bits", (128, 128, 128)),
        ("PNG, colour of 16 bits", (255, 0, 0)),
        ("PNG, interlaced", (102, 102, 102)),
        ("PNG, palette", (255, 0, 0)),
        ("PNG, palette with transparency", (255, 255, 255)),
        ("PNG, one colour stands for transparency", (255, 255, 255)),
        ("PNG, RGBA", (255, 255, 255)),
        ("PNG, LA", (255, 255, 255)),
        ("WebP with transparency", (255, 255, 255)),
        ("AVIF with transparency", (255, 255, 255)),
        ("GIF", (255, 0, 0)),
    ],
)
def test_the_top_left_corner_has_its_colour(kind, expected):
    assert near(read(ACCEPTED[kind].content).picture.getpixel((9, 9)), expected)


@pytest.mark.parametrize(
    "kind", [kind for kind in ACCEPTED if "transparency" in kind or kind in ("PNG, RGBA", "PNG, LA")]
)
def test_what_is_not_transparent_stays_as_it_is(kind):
    expected = (255, 255, 255) if "one colour" in kind else (0, 0, 0)
    assert near(read(ACCEPTED[kind].content).picture.getpixel((SIZE[0] - 9, 9)), expected)


def test_half_transparent_black_is_grey_on_white():
    content = encoded(Image.new("RGBA", SIZE, (0, 0, 0, 128)), "PNG")
    assert near(read(content).picture.getpixel((9, 9)), (127, 127, 127), by=1)


def test_ink_is_mixed():
    assert near(read(hostile.cmyk((0, 0, 0, 128))).picture.getpixel((9, 9)), (127, 127, 127))


@pytest.mark.parametrize(
    ("mode", "value"),
    [
        ("1", 1),
        ("L", 255),
        ("I;16", 65535),
        ("P", 0),
        ("LA", (255, 255)),
        ("RGBA", (255, 255, 255, 255)),
    ],
)
def test_white_is_white_in_every_mode_of_a_png(mode, value):
    picture = Image.new(mode, SIZE, value)
    if mode == "P":
        picture.putpalette([255, 255, 255])
    assert read(encoded(picture, "PNG")).picture.getpixel((9, 9)) == (255, 255, 255)


def test_display_p3_becomes_srgb():
    content = encoded(Image.new("RGB", SIZE, (200, 100, 50)), "PNG", icc_profile=hostile.p3_profile())
    assert near(read(content).picture.getpixel((9, 9)), (215, 93, 31), by=2)
    grey = encoded(Image.new("RGB", SIZE, (120, 120, 120)), "PNG", icc_profile=hostile.p3_profile())
    assert near(read(grey).picture.getpixel((9, 9)), (120, 120, 120), by=2)


def test_srgb_stays_as_it_is():
    content = encoded(Image.new("RGB", SIZE, (200, 100, 50)), "PNG", icc_profile=hostile.srgb_profile())
    assert near(read(content).picture.getpixel((9, 9)), (200, 100, 50), by=1)


# ---- Limits


@pytest.mark.parametrize(
    ("size", "code"),
    [
        ((150, 150), None),
        ((149, 150), "small"),
        ((150, 149), "small"),
        ((3000, 150), None),
        ((150, 3000), None),
        ((3001, 150), "narrow"),
        ((150, 3001), "narrow"),
    ],
)
def test_sides_have_limits(size, code):
    assert refusal(png(*size, b"\x66", colour=0)) == code


@pytest.mark.parametrize(("more", "code"), [(0, None), (1, "heavy")])
def test_bytes_have_a_limit(more, code):
    content = jpeg()
    assert refusal(content + bytes(25 * MEGABYTE - len(content) + more)) == code


def test_an_upload_that_is_too_large_is_not_even_read():
    file = mock.Mock(spec=["size"], size=25 * MEGABYTE + 1)
    with pytest.raises(ValidationError) as caught:
        intake.read(file)
    assert caught.value.messages == ["Berkas lebih besar dari 25 MB."]


LIMITS = {
    "PNG": (25, lambda width, height: png(width, height, b"\x66", colour=0)),
    "JPEG": (80, lambda width, height: hostile.with_size(jpeg(), width, height)),
    "JPEG, progressive": (50, lambda width, height: hostile.with_size(jpeg(progressive=True), width, height)),
    "JPEG, progressive, colours in full": (
        25,
        lambda width, height: hostile.with_size(jpeg(progressive=True, subsampling=0), width, height),
    ),
    "JPEG, progressive, grey": (
        75,
        lambda width, height: hostile.with_size(
            encoded(Image.new("L", SIZE), "JPEG", progressive=True), width, height
        ),
    ),
    "JPEG in three scans": (
        50,
        lambda width, height: hostile.in_three_scans(hostile.with_size(jpeg(), width, height)),
    ),
    "HEIC": (50, hostile.heic_grid),
    "WebP": (15, lambda width, height: encoded(Image.new("L", (width, height)), "WEBP", method=0)),
}


@pytest.mark.parametrize("kind", LIMITS)
def test_each_kind_may_have_as_many_pixels_as_its_decoder_has_memory_for(kind):
    """Whatever is wrong with a file whose header lies about its size, it is not its size."""
    limit, make = LIMITS[kind]
    assert refusal(make(5000, 200 * limit)) != "large"
    assert refusal(make(5000, 200 * limit + 1)) == "large"


def test_a_refusal_for_its_size_says_what_to_do():
    with pytest.raises(ValidationError) as caught:
        read(png(5000, 5001, b"\x66", colour=0))
    (message,) = caught.value.messages
    assert "25 juta piksel" in message
    assert "12 MP" in message


@pytest.mark.parametrize(
    ("kind", "words"),
    [("nothing at all", "berkas kosong"), ("JPEG, cut", "tidak lengkap"), ("HEIC, cut", "tidak lengkap")],
)
def test_what_a_phone_did_not_send_is_said_with_what_to_do(kind, words):
    with pytest.raises(ValidationError) as caught:
        read(REFUSED[kind].content)
    (message,) = caught.value.messages
    assert words in message
    assert "galeri" in message


def test_messages_tell_the_figures():
    with pytest.raises(ValidationError) as caught:
        read(png(200, 100, b"\x66", colour=0))
    assert caught.value.messages == [
        "Gambar berukuran 200 × 100 piksel; tiap sisi paling sedikit 150 piksel."
    ]


# ---- Memory


@pytest.fixture
def made_room_for():
    """Sizes in pixels for which Pillow made room to decode a file."""
    sizes = []
    make_room = ImageFile.ImageFile.load_prepare

    def load_prepare(opened):
        sizes.append(opened.size)
        return make_room(opened)

    with mock.patch.object(ImageFile.ImageFile, "load_prepare", load_prepare):
        yield sizes


@pytest.mark.parametrize(
    ("size", "decoded"),
    [
        ((4032, 3024), (2016, 1512)),  # 12 megapixels
        ((3024, 4032), (1512, 2016)),
        ((8000, 6000), (2000, 1500)),
        ((3000, 2000), (3000, 2000)),  # half of it would be too little
        ((20000, 1000), (2500, 125)),  # a panorama
        ((1080, 9000), (1080, 9000)),  # a letter
        ((2160, 9000), (2160, 9000)),
        ((4320, 9600), (2160, 4800)),
    ],
)
def test_a_jpeg_is_never_decoded_whole(size, decoded, made_room_for):
    content = encoded(Image.new("L", size, 99), "JPEG")
    taken = read(content)
    assert (taken.width, taken.height) == size
    assert made_room_for == [decoded]
    if size[1] <= 2 * size[0]:
        assert max(taken.picture.size) == min(max(decoded), intake.LONGEST)


@pytest.mark.parametrize(
    ("size", "drawn"),
    [
        ((1080, 9000), (1080, 9000)),
        ((1080, 2400), (1080, 2400)),  # a screenshot
        ((1080, 1920), (1080, 1920)),
        ((1500, 3000), (1024, 2048)),  # twice as tall is no letter yet
        ((2160, 5000), (1440, 3333)),
        ((1080, 21600), (707, 14142)),  # ten million pixels
        ((300, 5000), (300, 5000)),  # nothing becomes larger
        ((9000, 1080), (2048, 246)),
    ],
)
def test_a_tall_picture_keeps_its_width(size, drawn):
    content = png(*size, b"\x66", colour=0)
    taken = read(content)
    assert (taken.width, taken.height) == size
    assert taken.picture.size == drawn


def test_a_letter_that_lies_on_its_side_is_tall():
    stored = encoded(Image.new("L", (9000, 1080), 99), "JPEG", exif=hostile.oriented(6))
    assert read(stored).picture.size == (1080, 9000)


def test_a_large_heic_is_handed_over_in_strips(made_room_for):
    """Pillow never makes room for the whole; the corners of each tile are where they were."""
    taken = read(hostile.heic_grid(4000, 3000))
    assert (taken.width, taken.height) == (4000, 3000)
    assert taken.picture.size == (2000, 1500)
    assert made_room_for == []
    across, down = (side // 2 for side in hostile.HEIC_SIZE)
    for left, top in ((0, 0), (5 * across, 7 * down), (11 * across, 11 * down)):
        corners = [(left + 6, top + 6), (left + across - 6, top + 6)]
        assert all(map(near, map(taken.picture.getpixel, corners), hostile.CORNERS, [30, 30]))


@pytest.mark.parametrize("mode", ["P", "LA", "RGBA", "RGB"])
def test_what_is_reduced_in_strips_has_the_colours_of_the_whole(mode):
    picture = hostile.corners((4000, 3000)).convert("RGB").convert(mode)
    taken = read(encoded(picture, "PNG"))
    assert taken.picture.size == (2000, 1500)
    expected = picture.convert("RGB").resize((2000, 1500))
    for place in ((3, 3), (1990, 3), (3, 1490), (1990, 1490), (980, 700), (1200, 128)):
        assert near(taken.picture.getpixel(place), expected.getpixel(place))


def test_metadata_takes_little_memory():
    content = ACCEPTED["WebP with EXIF that is a bomb"].content
    tracemalloc.start()
    try:
        read(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10 * len(content)


# ---- What the file says of itself


def exif_of(main=None, shot=None, gps=None):
    return read(jpeg(exif_segment(tiff(main or {}, shot, gps)))).metadata


def xmp_of(attributes="", elements=""):
    return read(jpeg(xmp_segment(xmp(attributes, elements)))).metadata


def iptc_of(*datasets):
    return read(jpeg(iptc_segment(iptc(*datasets)))).metadata


def test_a_picture_that_says_nothing_has_no_metadata():
    assert read(jpeg()).metadata == {}


def test_xmp_goes_before_iptc_and_that_before_exif():
    assert read(hostile.told()).metadata == {
        "caption": f"Banjir di Dringu {SECRET}",
        "creator": f"Budi {SECRET}",
        "credit_line": f"Kantor {SECRET}",
        "credit": f"Budi {SECRET}/Kantor {SECRET}",
        "copyright": f"Hak {SECRET}",
        "taken_at": "2026-05-01T10:20:30+07:00",
        "latitude": -7.756,
        "longitude": 113.4,
        "places": [f"Kraksaan {SECRET}"],
        "camera": f"Canon EOS R6 {SECRET}",
    }


@pytest.mark.parametrize(
    "kind",
    ["WebP", "AVIF", "PNG with text and EXIF before the pixels", "PNG with text and EXIF behind the pixels"],
)
def test_every_format_is_asked(kind):
    assert read(ACCEPTED[kind].content).metadata == {
        "caption": SECRET, "credit": SECRET, "latitude": -7.756, "longitude": 113.4,
    }  # fmt: skip


def test_xmp_is_read_as_attributes():
    assert xmp_of(
        'photoshop:City="Kraksaan" photoshop:State="Jawa Timur" Iptc4xmpCore:Location="Alun-alun" '
        'photoshop:Credit="Antara" photoshop:DateCreated="2026-05-01T10:20:30+07:00"'
    ) == {
        "places": ["Alun-alun", "Kraksaan", "Jawa Timur"],
        "credit": "Antara",
        "taken_at": "2026-05-01T10:20:30+07:00",
    }


def test_xmp_is_read_as_elements():
    assert xmp_of(
        elements=hostile.description("Warga &amp; banjir")
        + "<dc:creator><rdf:Seq><rdf:li>Budi</rdf:li><rdf:li>Sari</rdf:li></rdf:Seq></dc:creator>"
        + "<dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© Antara</rdf:li></rdf:Alt></dc:rights>"
        + "<photoshop:Credit>Kantor</photoshop:Credit><photoshop:City>Kraksaan</photoshop:City>"
    ) == {
        "caption": "Warga & banjir",
        "creator": "Budi, Sari",
        "credit_line": "Kantor",
        "credit": "Budi, Sari/Kantor",
        "copyright": "© Antara",
        "places": ["Kraksaan"],
    }


def test_iptc_is_read():
    assert iptc_of(
        (120, b"Banjir"), (80, b"Budi"), (80, b"Sari"), (110, b"Antara"), (116, "© Antara".encode()),
        (55, b"20260501"), (60, b"102030+0700"), (92, b"Alun-alun"), (90, b"Kraksaan"), (95, b"Jawa Timur"),
    ) == {
        "caption": "Banjir",
        "creator": "Budi, Sari",
        "credit_line": "Antara",
        "credit": "Budi, Sari/Antara",
        "copyright": "© Antara",
        "taken_at": "2026-05-01T10:20:30+07:00",
        "places": ["Alun-alun", "Kraksaan", "Jawa Timur"],
    }  # fmt: skip


def test_exif_is_read_in_both_byte_orders():
    exif = Image.Exif()
    exif.endian = ">"
    exif[ExifTags.Base.Artist] = "Budi"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:05:01 10:20:30"
    big = exif.tobytes()
    assert big.startswith(b"Exif\0\0MM")
    said = {"credit": "Budi", "taken_at": "2026-05-01T10:20:30"}
    assert read(jpeg(exif=big)).metadata == said
    assert (
        exif_of({ExifTags.Base.Artist: b"Budi"}, {ExifTags.Base.DateTimeOriginal: b"2026:05:01 10:20:30"})
        == said
    )


@pytest.mark.parametrize(
    "words",
    [
        b"OLYMPUS DIGITAL CAMERA         ", b"SONY DSC", b"default", b"DCIM\\100MEDIA\\DJI_0040.JPG", b"IMG_2041.JPG",
        b"DSC_0042", b"IMG-20260501-WA0001", b"WhatsApp Image 2026-05-01 at 10.20.30.jpeg", b"20260501_102030",
        b"Created with GIMP", b"   ", b"\0\0\0", b"cof", b"SANYO DIGITAL CAMERA", b"DCF 1.0",
    ],
)  # fmt: skip
def test_what_cameras_write_by_themselves_is_no_caption(words):
    assert exif_of({ExifTags.Base.ImageDescription: words}) == {}


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        ("Warga Kraksaan – sore".encode(), "Warga Kraksaan – sore"),
        ("Café".encode("latin-1"), "Café"),
        (b"satu\0dua\x1b[31m\r\n\ttiga", "satu dua [31m tiga"),
        ("jpg.\u202eexe\u200b".encode(), "jpg.exe"),
        (b"a" * 5000, "a" * 300),
        (b"<script>alert(1)</script>", "<script>alert(1)</script>"),  # text as any other: templates escape it
        (b"17 rumah rusak", "17 rumah rusak"),
    ],
)
def test_text_is_one_clean_line(written, caption):
    assert exif_of({ExifTags.Base.ImageDescription: written}) == {"caption": caption}


@pytest.mark.parametrize(
    ("day", "offset", "taken_at"),
    [
        (b"2026:05:01 10:20:30", b"+07:00", "2026-05-01T10:20:30+07:00"),
        (b"2026:05:01 10:20:30", b"", "2026-05-01T10:20:30"),
        (b"2026:05:01 10:20:30", b"   :  ", "2026-05-01T10:20:30"),  # how EXIF says that nobody knows
        (b"2026:13:41 99:20:30", b"", None),
        (b"0000:00:00 00:00:00", b"", None),
        (b"0001:01:01 00:00:00", b"", None),
        (b"2026:05:01", b"", None),
        (b"kemarin sore", b"", None),
    ],
)
def test_a_moment_is_a_day_and_a_time(day, offset, taken_at):
    shot = {ExifTags.Base.DateTimeOriginal: day, ExifTags.Base.OffsetTimeOriginal: offset}
    assert exif_of(shot=shot).get("taken_at") == taken_at


@pytest.mark.parametrize("written", ["2026-05-01", "2026", "2026-05-01T10:20:30.5+07:00"])
def test_a_day_alone_is_no_moment(written):
    taken_at = xmp_of(f'photoshop:DateCreated="{written}"').get("taken_at")
    assert taken_at == ("2026-05-01T10:20:30+07:00" if "T" in written else None)


@pytest.mark.parametrize(
    ("gps", "position"),
    [
        (hostile.gps(), (-7.756, 113.4)),
        (hostile.gps(latitude_reference=b"N"), (7.756, 113.4)),
        (hostile.gps(longitude_reference=b"W"), (-7.756, -113.4)),
        (hostile.gps(latitude=((0, 1), (0, 1), (0, 1))), (0.0, 113.4)),  # the equator is a place
        (hostile.gps(latitude_reference=b""), None),
        (hostile.gps(latitude_reference=b"?"), None),
        (hostile.gps(latitude=((91, 1), (0, 1), (0, 1))), None),
        (hostile.gps(latitude=((7, 0), (0, 1), (0, 1))), None),
        (hostile.gps(latitude=((7, 1),)), None),
        ({**hostile.gps(), ExifTags.GPS.GPSLongitude: ((181, 1), (0, 1), (0, 1))}, None),
        (dict.fromkeys((2, 4), ((0, 1), (0, 1), (0, 1))) | {1: b"N", 3: b"E"}, None),  # 0, 0: not known yet
    ],
)
def test_a_position_is_whole_or_not_there(gps, position):
    metadata = exif_of(gps=gps)
    assert metadata == (dict(zip(("latitude", "longitude"), position, strict=True)) if position else {})


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        (b"Canon", b"Canon EOS R6", "Canon EOS R6"),
        (b"NIKON CORPORATION", b"NIKON D750", "NIKON D750"),
        (b"samsung", b"SM-A546E", "samsung SM-A546E"),
        (b"", b"SM-A546E", "SM-A546E"),
        (b"Canon", b"", "Canon"),
    ],
)
def test_the_maker_is_named_once(make, model, camera):
    assert exif_of({ExifTags.Base.Make: make, ExifTags.Base.Model: model}) == {"camera": camera}


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in ACCEPTED
        if kind.startswith(
            (
                "EXIF",
                "XMP",
                "PNG with text under",
                "AVIF with EXIF",
                "WebP with EXIF",
                "IPTC that",
                "IPTC with a length of",
            )
        )
    ],
)
def test_garbage_is_just_not_there(kind):
    assert read(ACCEPTED[kind].content).metadata == {}


def test_xmp_with_a_dtd_is_not_read():
    doctype = '<!DOCTYPE x [<!ENTITY city "Kraksaan">]>'
    packet = xmp('photoshop:City="&city;" photoshop:Credit="Antara"', doctype=doctype)
    assert read(jpeg(xmp_segment(packet))).metadata == {}


def test_one_broken_entry_does_not_hide_the_next():
    tag = ExifTags.Base
    broken = tiff({tag.ImageDescription: b"Banjir", tag.Orientation: ((1, 1), (2, 1)), tag.Artist: b"Budi"})
    place = broken.index(b"\x12\x01\x05\0") + 8
    broken = broken[:place] + b"\xff\xff\xff\x7f" + broken[place + 4 :]
    assert read(jpeg(exif_segment(broken))).metadata == {"caption": "Banjir", "credit": "Budi"}


# ---- Bytes at random

unhurried = settings(max_examples=200, deadline=None)
SEEDS = [
    ACCEPTED[kind].content
    for kind in ("JPEG with all that cameras and editors write", "PNG", "WebP", "AVIF", "GIF", "HEIC")
]


@unhurried
@given(st.data())
def test_a_file_with_changed_bytes_is_read_or_refused(data):
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    assert refusal(bytes(content)) in {
        None,
        "cut",
        "damaged",
        "foreign",
        "large",
        "small",
        "narrow",
        "moving",
    }


@unhurried
@given(st.data())
def test_half_a_picture_is_never_taken_in(data):
    """But for a PNG or GIF that lacks no more than its last words: all of its pixels are there."""
    content = data.draw(st.sampled_from(SEEDS))
    spare = {b"\x89P": 24, b"GI": 4}.get(content[:2], 0)
    cut = data.draw(st.integers(0, len(content) - 1 - spare))
    assert refusal(content[:cut]) in {"cut", "damaged", "empty", "foreign"}


@unhurried
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF....WEBP"]),
)
def test_random_bytes_are_refused(content, signature):
    assert refusal(signature + content) is not None
