"""What a file says of itself, by the properties of the IPTC Photo Metadata Standard."""

import io
import json
import shutil
import struct
import subprocess

import pytest

from articles.photos import c2pa, intake, metadata
from articles.photos.source_types import is_of_ai
from tests.support import content_credentials, hostile
from tests.support.content_credentials import AI, CAPTURE, OTHER, OWN
from tests.support.hostile import (
    SIZE,
    corners,
    encoded,
    exif_segment,
    iptc,
    iptc_segment,
    jpeg,
    png,
    tiff,
    xmp_segment,
)

NAMESPACES = """xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
  xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" """


def read(content):
    return intake.read(io.BytesIO(content)).metadata


def packet(elements="", attributes=""):
    description = f'<rdf:Description rdf:about="" {attributes}>{elements}</rdf:Description>'
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {NAMESPACES}>{description}</rdf:RDF></x:xmpmeta>'.encode()


def of_xmp(elements="", attributes=""):
    return read(jpeg(xmp_segment(packet(elements, attributes))))


def of_iptc(*datasets, charset=None):
    envelope = b"" if charset is None else struct.pack(">BBBH", 0x1C, 1, 90, len(charset)) + charset
    return read(jpeg(iptc_segment(envelope + iptc(*datasets))))


def alternatives(name, *texts):
    items = "".join(f'<rdf:li xml:lang="{language}">{text}</rdf:li>' for language, text in texts)
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


# ---- The list


@pytest.mark.parametrize("prop", metadata.PROPERTIES, ids=lambda prop: prop.fact)
def test_each_property_is_read_wherever_the_standard_writes_it(prop):
    """In whichever fact: alone, a headline is the caption, and a creator the credit."""
    for name in prop.xmp:
        assert "Kata" in of_xmp(f"<{name}>Kata</{name}>").values()
        assert "Kata" in of_xmp(attributes=f'{name}="Kata"').values()
        assert "Kata" in of_xmp(f"<{name}><rdf:Seq><rdf:li>Kata</rdf:li></rdf:Seq></{name}>").values()
        assert "Kata" in of_xmp(alternatives(name, ("x-default", "Kata"))).values()
    if prop.iim:
        assert "Kata" in of_iptc((prop.iim, b"Kata")).values()
    if prop.exif:
        assert "Kata" in _of_exif((prop.exif, b"Kata")).values()


def _of_exif(entry):
    return read(jpeg(exif_segment(tiff(dict([entry])))))


# ---- Credit


@pytest.mark.parametrize(
    ("creator", "line", "credit"),
    [
        ("Siti Aminah", "ANTARA FOTO", "Siti Aminah/ANTARA FOTO"),
        ("Siti Aminah", "", "Siti Aminah"),
        ("", "ANTARA FOTO", "ANTARA FOTO"),
        ("Siti Aminah", "ANTARA FOTO/Siti Aminah", "ANTARA FOTO/Siti Aminah"),
        ("SITI AMINAH", "Siti Aminah/Antara", "Siti Aminah/Antara"),
        ("Siti Aminah", "siti aminah / antara", "siti aminah / antara"),
        ("Siti Aminah/ANTARA FOTO", "Antara Foto", "Siti Aminah/ANTARA FOTO"),
        ("Siti", "Siti", "Siti"),
        ("Ari", "Bahari Foto", "Ari/Bahari Foto"),  # within a word is not named
    ],
)
def test_creator_and_credit_line_are_both_printed_and_nobody_twice(creator, line, credit):
    by_iptc = [(80, creator.encode())] * bool(creator) + [(110, line.encode())] * bool(line)
    assert of_iptc(*by_iptc)["credit"] == credit
    elements = f"<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>" if creator else ""
    assert of_xmp(elements, f'photoshop:Credit="{line}"')["credit"] == credit


def test_one_of_two_creators_that_the_line_names_is_not_named_again():
    names = "<dc:creator><rdf:Seq><rdf:li>Budi</rdf:li><rdf:li>Sari</rdf:li></rdf:Seq></dc:creator>"
    assert of_xmp(names, 'photoshop:Credit="Sari/Antara"')["credit"] == "Budi/Sari/Antara"


def test_creator_and_credit_line_are_brought_together_from_different_blocks():
    content = jpeg(
        xmp_segment(packet(attributes='photoshop:Credit="ANTARA FOTO"')), iptc_segment(iptc((80, b"Siti")))
    )
    assert read(content)["credit"] == "Siti/ANTARA FOTO"


def test_a_supplier_is_the_credit_where_nobody_else_is_named():
    assert of_iptc((115, b"Reuters")) == {"credit": "Reuters"}


# ---- Caption


def test_a_headline_or_a_title_is_the_caption_only_where_there_is_no_description():
    headline, title = 'photoshop:Headline="Banjir Dringu"', 'dc:title="Banjir"'
    assert of_xmp(attributes=f"{headline} {title}") == {"caption": "Banjir Dringu", "title": "Banjir"}
    assert of_xmp(attributes=title) == {"caption": "Banjir"}
    assert of_xmp(attributes='dc:title="DSC_0042.JPG"') == {}
    both = of_xmp(attributes=f'{headline} dc:description="Warga mengungsi."')
    assert both == {"caption": "Warga mengungsi.", "headline": "Banjir Dringu"}
    older = jpeg(xmp_segment(packet(attributes=headline)), iptc_segment(iptc((120, b"Warga mengungsi."))))
    assert read(older)["caption"] == "Warga mengungsi."


@pytest.mark.parametrize(
    ("texts", "taken"),
    [
        ([("en", "Flood"), ("id", "Banjir")], "Banjir"),
        ([("x-default", "Flood"), ("id-ID", "Banjir")], "Banjir"),
        ([("x-default", "Flood"), ("in", "Banjir")], "Banjir"),
        ([("x-default", "Flood"), ("ID", "Banjir")], "Banjir"),
        ([("fr", "Inondation"), ("x-default", "Flood")], "Flood"),
        ([("fr", "Inondation"), ("en", "Flood")], "Inondation"),
        ([("x-default", "Flood"), ("id", " ")], "Flood"),
        ([("x-default", "Flood"), ("inh", "Ingush")], "Flood"),
    ],
)
@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("dc:description", "caption"),
        ("dc:rights", "copyright"),
        ("xmpRights:UsageTerms", "usage_terms"),
        ("Iptc4xmpCore:AltTextAccessibility", "alt"),
        ("Iptc4xmpCore:ExtDescrAccessibility", "extended_description"),
    ],
)
def test_of_several_languages_indonesian_is_taken(name, fact, texts, taken):
    assert of_xmp(alternatives(name, *texts))[fact] == taken


CURLY = "Warga “banjir” – Kraksaan…"


@pytest.mark.parametrize(
    ("raw", "charset", "caption"),
    [
        (CURLY.encode(), None, CURLY),
        (CURLY.encode("cp1252"), None, CURLY),
        (CURLY.encode("cp1252"), b"\x1b.A", CURLY),
        (CURLY.encode(), b"\x1b%G", CURLY),
        (CURLY.encode("cp1252"), b"\x1b%G", CURLY),  # it says UTF-8 and is none
        ("Łódź".encode("iso8859_2"), b"\x1b-B", "Łódź"),
        ("Москва".encode("iso8859_5"), b"\x1b-L", "Москва"),
        (b"Warga\x81 antre", None, "Warga antre"),  # no character in any of them
        (CURLY.encode("cp1252"), b"nonsense", CURLY),
    ],
)
def test_iptc_is_decoded_as_it_says_or_else_as_it_must_be(raw, charset, caption):
    assert of_iptc((120, raw), charset=charset)["caption"] == caption


# ---- When


@pytest.mark.parametrize(
    ("written", "taken_at"),
    [
        ("2026-05-01T10:20:30+07:00", "2026-05-01T10:20:30+07:00"),
        ("2026-05-01T10:20:30.123456+07:00", "2026-05-01T10:20:30+07:00"),
        ("2026-05-01T10:20:30.5", "2026-05-01T10:20:30"),
        ("2026-05-01T10:20:30.1234567891Z", "2026-05-01T10:20:30+00:00"),
        ("2026-05-01T10:20+0700", "2026-05-01T10:20:00+07:00"),
        ("2026-05-01T10:20:30+07", "2026-05-01T10:20:30+07:00"),
        ("2026:05:01 10:20:30+07:00", "2026-05-01T10:20:30+07:00"),
        ("2026-05-01 10:20:30", "2026-05-01T10:20:30"),
        ("2026-05-01", None),
        ("2026-05", None),
        ("2026-05-01T25:20:30", None),
        ("2026-02-30T10:20:30", None),
        ("0000:00:00 00:00:00", None),
        ("kemarin", None),
    ],
)
@pytest.mark.parametrize("name", ["photoshop:DateCreated", "exif:DateTimeOriginal", "xmp:CreateDate"])
def test_a_moment_is_read_in_the_forms_that_occur(name, written, taken_at):
    assert of_xmp(attributes=f'{name}="{written}"').get("taken_at") == taken_at


@pytest.mark.parametrize(
    ("day", "time", "taken_at"),
    [
        (b"20260501", b"102030+0700", "2026-05-01T10:20:30+07:00"),
        (b"20260501", b"102030", "2026-05-01T10:20:30"),
        (b"2026-05-01", b"10:20:30+07:00", "2026-05-01T10:20:30+07:00"),
        (b"2026:05:01", b"10:20:30", "2026-05-01T10:20:30"),
        (b"20260501", b"", None),
        (b"00000000", b"000000+0000", None),
    ],
)
def test_iptc_has_day_and_time_apart(day, time, taken_at):
    assert of_iptc((55, day), (60, time)).get("taken_at") == taken_at


def test_when_a_file_was_made_counts_only_where_nobody_says_when_the_picture_was():
    """A scan is made years after its picture."""
    scanned = packet(attributes='xmp:CreateDate="2026-05-01T10:20:30"')
    shot = tiff({}, {0x9003: b"1998:05:21 09:00:00"})
    assert read(jpeg(exif_segment(shot), xmp_segment(scanned)))["taken_at"] == "1998-05-21T09:00:00"


# ---- Where


STRUCTURES = {
    "a bag of resources": "<{0}><rdf:Bag><rdf:li rdf:parseType='Resource'>{1}</rdf:li></rdf:Bag></{0}>",
    "a bag of descriptions": "<{0}><rdf:Bag><rdf:li><rdf:Description>{1}</rdf:Description></rdf:li></rdf:Bag></{0}>",
    "a resource": "<{0} rdf:parseType='Resource'>{1}</{0}>",
    "a description": "<{0}><rdf:Description>{1}</rdf:Description></{0}>",
}
ATTRIBUTES = {
    "attributes of an item": "<{0}><rdf:Bag><rdf:li {1}/></rdf:Bag></{0}>",
    "attributes of a description": "<{0}><rdf:Bag><rdf:li><rdf:Description {1}/></rdf:li></rdf:Bag></{0}>",
    "attributes of the property": "<{0} {1}/>",
}
FIELDS = {
    "Sublocation": "Alun-alun",
    "City": "Kraksaan",
    "ProvinceState": "Jawa Timur",
    "CountryName": "Indonesia",
}


@pytest.mark.parametrize("written", [*STRUCTURES, *ATTRIBUTES])
@pytest.mark.parametrize("name", ["Iptc4xmpExt:LocationCreated", "Iptc4xmpExt:LocationShown"])
def test_a_place_is_read_as_each_structure(name, written):
    elements = "".join(f"<Iptc4xmpExt:{field}>{text}</Iptc4xmpExt:{field}>" for field, text in FIELDS.items())
    attributes = " ".join(f'Iptc4xmpExt:{field}="{text}"' for field, text in FIELDS.items())
    form = STRUCTURES.get(written) or ATTRIBUTES[written]
    content = form.format(name, elements if written in STRUCTURES else attributes)
    assert of_xmp(content) == {"places": ["Alun-alun", "Kraksaan", "Jawa Timur"], "country": "Indonesia"}


def test_where_the_camera_stood_goes_before_what_is_seen_and_both_before_older_properties():
    created, shown = (
        ATTRIBUTES["attributes of the property"].format(
            f"Iptc4xmpExt:Location{kind}", f'Iptc4xmpExt:City="{city}"'
        )
        for kind, city in (("Created", "Kraksaan"), ("Shown", "Gending"))
    )
    legacy = 'photoshop:City="Dringu" photoshop:State="Jawa Timur" photoshop:Country="Indonesia"'
    assert of_xmp(shown + created, legacy) == {"places": ["Kraksaan"]}
    assert of_xmp(shown, legacy) == {"places": ["Gending"]}
    assert of_xmp(attributes=legacy) == {"places": ["Dringu", "Jawa Timur"], "country": "Indonesia"}
    assert of_iptc((90, b"Dringu"), (101, b"Indonesia")) == {"places": ["Dringu"], "country": "Indonesia"}


@pytest.mark.parametrize(
    ("latitude", "longitude", "position"),
    [
        ("7,45.36S", "113,24E", (-7.756, 113.4)),
        ("7,45,21.6S", "113,24,0E", (-7.756, 113.4)),
        ("7,45.36N", "113,24.0W", (7.756, -113.4)),
        ("-7.756", "113.4", (-7.756, 113.4)),
        ("7,45.36S", "", None),
        ("7,45.36E", "113,24S", None),
        ("95,0N", "113,24E", None),
        ("0,0N", "0,0E", None),
        ("tujuh", "113,24E", None),
    ],
)
def test_a_position_is_read_from_xmp(latitude, longitude, position):
    said = of_xmp(attributes=f'exif:GPSLatitude="{latitude}" exif:GPSLongitude="{longitude}"')
    assert said == (dict(zip(("latitude", "longitude"), position, strict=True)) if position else {})
    place = ATTRIBUTES["attributes of an item"].format(
        "Iptc4xmpExt:LocationCreated", f'exif:GPSLatitude="{latitude}" exif:GPSLongitude="{longitude}"'
    )
    assert of_xmp(place) == said


def test_the_camera_s_own_position_goes_before_a_copy():
    copy = packet(attributes='exif:GPSLatitude="6,0S" exif:GPSLongitude="106,0E"')
    assert read(jpeg(exif_segment(tiff({}, gps=hostile.gps())), xmp_segment(copy)))["latitude"] == -7.756


# ---- Whom it shows


def test_people_are_named_with_and_without_details():
    people = "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Budi</rdf:li><rdf:li>Sari</rdf:li></rdf:Bag>"
    assert of_xmp(people + "</Iptc4xmpExt:PersonInImage>") == {"persons_shown": "Budi, Sari"}
    name = alternatives("Iptc4xmpExt:PersonName", ("x-default", "Budi"))
    detailed = STRUCTURES["a bag of resources"].format("Iptc4xmpExt:PersonInImageWDetails", name)
    assert of_xmp(detailed) == {"persons_shown": "Budi"}


# ---- Made by AI


@pytest.mark.parametrize(
    ("term", "is_ai"),
    [
        ("trainedAlgorithmicMedia", True),
        ("compositeWithTrainedAlgorithmicMedia", True),
        ("compositedWithTrainedAlgorithmicMedia", True),
        ("compositeSynthetic", True),
        ("trainedAlgorithmicData", True),
        ("algorithmicMedia", False),
        ("algorithmicallyEnhanced", False),
        ("computationalCapture", False),
        ("composite", False),
        ("compositeCapture", False),
        ("dataDrivenMedia", False),
        ("digitalArt", False),
        ("digitalCapture", False),
        ("digitalCreation", False),
        ("humanEdits", False),
        ("minorHumanEdits", False),
        ("negativeFilm", False),
        ("positiveFilm", False),
        ("print", False),
        ("screenCapture", False),
        ("softwareImage", False),
        ("virtualRecording", False),
    ],
)
def test_each_source_type_says_whether_ai_made_it(term, is_ai):
    base = "cv.iptc.org/newscodes/digitalsourcetype/"
    for value in (
        f"http://{base}{term}",
        f"https://{base}{term}/",
        f"digsrctype:{term}",
        term,
        f" {term.upper()} ",
    ):
        assert is_of_ai(value) == is_ai, value
        expected = {"is_ai": True} if is_ai else {}
        for name in ("DigitalSourceType", "DigitalSourcefileType"):
            assert of_xmp(attributes=f'Iptc4xmpExt:{name}="{value}"') == expected
    uri = f"http://{base}{term}"
    assert of_xmp(f'<Iptc4xmpExt:DigitalSourceType rdf:resource="{uri}"/>') == expected
    assert c2pa.is_made_by_ai(content_credentials.made_by(uri)) == is_ai


FILES = {
    "JPEG": lambda jumbf: content_credentials.in_jpeg(jpeg(), jumbf),
    "JPEG, in many segments": lambda jumbf: content_credentials.in_jpeg(jpeg(), jumbf, size=50),
    "PNG": lambda jumbf: content_credentials.in_png(encoded(corners(), "PNG"), jumbf),
    "WebP": lambda jumbf: content_credentials.in_webp(
        encoded(corners(), "WEBP", exif=hostile.oriented(1)), jumbf
    ),
    "AVIF": lambda jumbf: content_credentials.in_media(encoded(corners(), "AVIF"), jumbf),
    "HEIC": lambda jumbf: content_credentials.in_media(hostile.HEIC, jumbf),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_manifest_alone_says_that_ai_made_it(kind):
    assert read(FILES[kind](content_credentials.made_by(AI))) == {"is_ai": True}
    assert read(FILES[kind](content_credentials.made_by(CAPTURE))) == {}


def _store(*assertions, other=AI):
    other_manifest = content_credentials.manifest(OTHER, content_credentials.actions(other))
    return content_credentials.store(other_manifest, content_credentials.manifest(OWN, *assertions))


IPTC_ASSERTION = content_credentials.superbox(
    b"json", "stds.iptc", hostile.box(b"json", json.dumps({"Iptc4xmpExt:DigitalSourceType": AI}).encode())
)
MANIFESTS = {
    "its own says so": (content_credentials.made_by(AI), True),
    "the second version of actions": (
        content_credentials.store(
            content_credentials.manifest(OWN, content_credentials.actions(AI, label="c2pa.actions.v2__1"))
        ),
        True,
    ),
    "the second of its actions": (
        content_credentials.store(
            content_credentials.manifest(OWN, content_credentials.actions(CAPTURE, AI))
        ),
        True,
    ),
    "IPTC's own assertion": (
        content_credentials.store(content_credentials.manifest(OWN, IPTC_ASSERTION)),
        True,
    ),
    "AI made it and somebody cropped it": (
        _store(content_credentials.actions(CAPTURE), content_credentials.ingredient("parentOf", OTHER)),
        True,
    ),
    "what was placed in it is by AI, and nobody says that it is": (
        _store(content_credentials.actions(CAPTURE), content_credentials.ingredient("componentOf", OTHER)),
        False,
    ),
    "a manifest that it has nothing to do with": (_store(content_credentials.actions(CAPTURE)), False),
    "what it was made from is by AI, and has another manifest": (
        _store(content_credentials.ingredient("parentOf", "urn:uuid:0")),
        False,
    ),
    "another assertion speaks of the word": (
        content_credentials.store(
            content_credentials.manifest(OWN, content_credentials.actions(AI, label="c2pa.training-mining"))
        ),
        False,
    ),
    "nothing": (b"", False),
    "no box": (b"trainedAlgorithmicMedia" * 9, False),
    "too large": (content_credentials.made_by(AI) + bytes(4 * 1024 * 1024), False),
}


@pytest.mark.parametrize("case", MANIFESTS)
def test_a_manifest_speaks_of_its_own_picture(case):
    jumbf, is_ai = MANIFESTS[case]
    assert c2pa.is_made_by_ai(jumbf) == is_ai


@pytest.mark.parametrize("cut", range(0, 300, 7))
def test_a_broken_manifest_says_nothing_and_breaks_nothing(cut):
    whole = content_credentials.made_by(AI)
    assert c2pa.is_made_by_ai(whole[:cut]) in (False, True)
    assert read(content_credentials.in_jpeg(jpeg(), whole[:cut].ljust(20, b"\0"))) in ({}, {"is_ai": True})
    assert c2pa.is_made_by_ai(whole[:cut] + b"\xff" * 8 + whole[cut:]) in (False, True)


# ---- What ExifTool writes, and what it reads of our own files


needs_exiftool = pytest.mark.skipif(not shutil.which("exiftool"), reason="ExifTool is not installed")


def exiftool(*arguments):
    return subprocess.run(["exiftool", *arguments], check=True, capture_output=True, text=True).stdout


WRITTEN = {
    "XMP-dc:Description": ("Flood", None),
    "XMP-dc:Description-id": ("Warga “mengungsi” – Dringu", "caption"),
    "XMP-dc:Title": ("Banjir", "title"),
    "XMP-photoshop:Headline": ("Banjir Dringu", "headline"),
    "XMP-dc:Creator": ("Siti Aminah", "creator"),
    "XMP-photoshop:Credit": ("ANTARA FOTO", "credit_line"),
    "XMP-dc:Rights": ("© Antara", "copyright"),
    "XMP-xmpRights:UsageTerms": ("Untuk redaksi", "usage_terms"),
    "XMP-photoshop:Instructions": ("Embargo Senin", "instructions"),
    "XMP-iptcCore:AltTextAccessibility": ("Dua warga di perahu", "alt"),
    "XMP-iptcCore:ExtDescrAccessibility": ("Uraian", "extended_description"),
    "XMP-iptcExt:PersonInImage": ("Budi", "persons_shown"),
    "XMP-iptcExt:Event": ("Hari Jadi", "event"),
}


@needs_exiftool
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_exiftool_writes_is_read_as_it_reads_it(tmp_path, kind):
    path = tmp_path / f"foto.{kind.lower()}"
    path.write_bytes(encoded(corners(), kind))
    exiftool(
        "-overwrite_original",
        *(f"-{tag}={text}" for tag, (text, _fact) in WRITTEN.items()),
        "-XMP-photoshop:DateCreated=2026:05:01 10:20:30.25+07:00",
        "-XMP-exif:GPSLatitude=-7.756",
        "-XMP-exif:GPSLongitude=113.4",
        "-XMP-iptcExt:LocationCreatedSublocation=Alun-alun",
        "-XMP-iptcExt:LocationCreatedCity=Kraksaan",
        "-XMP-iptcExt:LocationShownCity=Gending",
        f"-XMP-iptcExt:DigitalSourceType={AI.replace('trainedAlgorithmicMedia', 'compositeSynthetic')}",
        str(path),
    )
    (theirs,) = json.loads(exiftool("-j", "-n", "-G1", str(path)))
    ours = read(path.read_bytes())
    for tag, (_text, fact) in WRITTEN.items():
        assert not fact or ours[fact] == theirs[tag]
    assert ours["taken_at"] == "2026-05-01T10:20:30+07:00"
    position = (theirs["XMP-exif:GPSLatitude"], theirs["XMP-exif:GPSLongitude"])
    assert (ours["latitude"], ours["longitude"]) == pytest.approx(position)
    assert ours["places"] == ["Alun-alun", "Kraksaan"]
    assert ours["credit"] == "Siti Aminah/ANTARA FOTO"
    assert ours["is_ai"]


@needs_exiftool
@pytest.mark.parametrize("charset", ["UTF8", ""])
def test_iptc_by_exiftool_is_read_with_and_without_its_mark(tmp_path, charset):
    path = tmp_path / "foto.jpg"
    path.write_bytes(jpeg())
    mark = [f"-IPTC:CodedCharacterSet={charset}"] if charset else []
    written = {
        "Caption-Abstract": CURLY,
        "By-line": "Siti Aminah",
        "Credit": "ANTARA FOTO",
        "City": "Kraksaan",
    }
    exiftool(
        "-overwrite_original", *mark, *(f"-IPTC:{tag}={text}" for tag, text in written.items()), str(path)
    )
    ours = read(path.read_bytes())
    assert (ours["caption"], ours["credit"], ours["places"]) == (
        CURLY,
        "Siti Aminah/ANTARA FOTO",
        ["Kraksaan"],
    )


@needs_exiftool
@pytest.mark.parametrize("kind", ["JPEG", "JPEG, in many segments", "PNG"])  # older ones look into no others
def test_exiftool_finds_the_manifests_that_these_tests_make(tmp_path, kind):
    """Else they would test our own idea of a file."""
    path = tmp_path / "foto"
    path.write_bytes(FILES[kind](content_credentials.made_by(AI)))
    assert AI in exiftool("-struct", "-j", "-G3", str(path))


def test_a_png_cannot_say_it_in_a_text_chunk():
    text = hostile.chunk(b"tEXt", b"c2pa\0" + content_credentials.made_by(AI).replace(b"\0", b" "))
    assert read(png(*SIZE, b"\1\2\3", before=[text])) == {}


@pytest.mark.parametrize(
    ("creator", "line", "credit"),
    [
        ("Budi Santoso, S.Kom", "Budi Santoso/ANTARA", "Budi Santoso/ANTARA"),
        ("Budi Santoso, S.Kom", "ANTARA", "Budi Santoso, S.Kom/ANTARA"),
        ("Sari Dewi, M.Si., Budi", "Budi/ANTARA", "Sari Dewi, M.Si./Budi/ANTARA"),
        ("Sari Dewi, MM", "", "Sari Dewi, MM"),
    ],
)
def test_a_degree_belongs_to_whom_it_stands_behind(creator, line, credit):
    fields = [(80, creator.encode())] + [(110, line.encode())] * bool(line)
    assert of_iptc(*fields)["credit"] == credit


def test_an_empty_value_among_several_is_none(monkeypatch):
    monkeypatch.setattr(
        "PIL.IptcImagePlugin.getiptcinfo", lambda image: {(2, 25): [b"banjir", None], (2, 80): b"Siti"}
    )
    assert read(jpeg())["credit"] == "Siti"
