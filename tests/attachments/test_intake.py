"""Files from outside: what is taken in, what readers get of it, what is refused and with which words."""

import io
import re
from contextlib import suppress

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.attachments import documents, intake, recordings, without_words
from tests.support.attachments import NAMES, box, m4a, mp3, ogg, page, pdf


def read(content):
    return intake.read(io.BytesIO(content))


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        read(content)
    return refused.value.code, refused.value.messages[0]


RECORDINGS = {"mp3": mp3, "m4a": m4a, "ogg": ogg}


@pytest.mark.parametrize("extension", RECORDINGS)
def test_a_recording_says_how_long_it_is_and_names_nobody(extension):
    content = RECORDINGS[extension](seconds=125)
    assert NAMES in content
    arrival = read(content)
    assert (arrival.kind, arrival.copy.extension, arrival.copy.pages) == ("audio", extension, None)
    assert arrival.copy.seconds == pytest.approx(125, abs=1)
    for word in (NAMES, b"Kraksaan", b"113.2159"):
        assert word not in arrival.copy.content
    again = read(arrival.copy.content)
    assert again.copy.seconds == arrival.copy.seconds
    assert again.copy.content == arrival.copy.content


def test_of_a_recording_the_sound_stays_byte_for_byte():
    frames = mp3()[mp3().index(b"\xff\xfb") : -128]
    assert read(mp3()).copy.content == frames
    kept = read(m4a()).copy.content
    assert len(kept) == len(m4a())
    assert kept[kept.index(b"mdat") :] == m4a()[m4a().index(b"mdat") :]
    assert read(m4a(words=False)).copy.content == m4a(words=False)


def test_a_page_whose_comments_were_emptied_has_its_own_sum():
    copy = read(ogg()).copy.content
    start = copy.index(b"OggS", 4)
    end = copy.index(b"OggS", start + 4)
    whole = bytearray(copy[start:end])
    stated, whole[22:26] = bytes(whole[22:26]), bytes(4)
    assert without_words._sum(whole).to_bytes(4, "little") == stated


def test_comments_that_go_over_several_pages_are_emptied_as_well():
    value = b"x" * 70_000
    packet = b"OpusTags" + bytes(4) + (1).to_bytes(4, "little") + (2 + len(value)).to_bytes(4, "little")
    packet += b"A=" + value
    middle = 255 * 255
    head = page(b"", number=1)[:26]
    first = head + b"\xff" + b"\xff" * 255 + packet[:middle]  # the packet does not end in it
    content = page(b"OpusHead" + bytes(11), kind=2) + first + page(packet[middle:], number=2)
    assert b"xxx" not in without_words.of_ogg(content)


def test_a_pdf_says_how_many_pages_it_has_and_names_nobody():
    arrival = read(pdf(pages=3))
    assert (arrival.kind, arrival.copy.extension, arrival.copy.pages, arrival.copy.seconds) == (
        "pdf",
        "pdf",
        3,
        None,
    )
    with pikepdf.open(io.BytesIO(arrival.copy.content)) as copy:
        assert "/Info" not in copy.trailer
        assert "/Metadata" not in copy.Root
        assert copy.is_linearized


@pytest.mark.parametrize("option", ["script", "hidden_file", "launch", "note_with_file", "following", "note"])
def test_what_runs_or_hides_in_a_pdf_does_not_reach_readers(option):
    with pikepdf.open(io.BytesIO(read(pdf(option)).copy.content)) as copy:
        everything = "".join(map(repr, copy.objects))
        assert len(copy.pages) == 2
        streams = b"".join(one.read_bytes() for one in copy.objects if isinstance(one, pikepdf.Stream))
    for word in ("JavaScript", "Launch", "EmbeddedFile", "FileAttachment", "/AF", "/EF", NAMES.decode()):
        assert word not in everything
    assert NAMES not in streams


def test_a_table_of_contents_stays_whole():
    with (
        pikepdf.open(io.BytesIO(read(pdf("contents")).copy.content)) as copy,
        copy.open_outline() as outline,
    ):
        assert [item.title for item in outline.root] == ["Satu", "Dua"]


def test_a_note_that_is_not_there_is_no_damage():
    assert read(pdf("missing_note")).copy.pages == 2


def test_what_a_pdf_may_hold_is_bounded(monkeypatch):
    monkeypatch.setattr(documents, "MOST_OBJECTS", 3)
    assert refusal(pdf(pages=9))[0] == "parts"


def test_what_a_stream_of_a_pdf_may_unpack_to_is_bounded():
    assert read(pdf(large=2_000_000)).copy.pages == 2
    pikepdf.settings.set_qpdf_limits(flate_max_memory=1_000_000)
    try:
        assert refusal(pdf(large=2_000_000))[0] == "damaged"
    finally:
        pikepdf.settings.set_qpdf_limits(flate_max_memory=64 * 1024 * 1024)


def test_comments_of_a_recording_are_bounded(monkeypatch):
    monkeypatch.setattr(without_words, "_MOST_COMMENTS", 50)
    assert refusal(ogg())[0] == "damaged"


def test_a_box_with_a_long_size_keeps_its_form():
    said = (1).to_bytes(4, "big") + b"udta" + (16 + len(NAMES)).to_bytes(8, "big") + NAMES
    content = m4a(words=False)
    at = content.index(b"mdat") - 4
    copy = without_words.of_m4a(content[:at] + said + content[at:])
    assert (
        copy == content[:at] + said.replace(b"udta", b"free").replace(NAMES, bytes(len(NAMES))) + content[at:]
    )


def test_a_link_in_a_pdf_stays():
    with pikepdf.open(io.BytesIO(read(pdf("link")).copy.content)) as copy:
        assert str(copy.pages[0].Annots[0].A.URI) == "https://contoh.id/"


def test_a_signed_pdf_stays_as_it_is_so_that_readers_can_verify_it():
    content = pdf("signed")
    assert read(content).copy.content == content


def test_a_signed_pdf_with_a_script_is_refused():
    assert refusal(pdf("signed", "script"))[0] == "signed"


def test_a_pdf_that_only_forbids_copying_is_taken_and_one_with_a_password_is_not():
    assert read(pdf(password="")).copy.pages == 2
    assert refusal(pdf(password="b"))[0] == "locked"


REFUSED = {
    "nothing": (b"", "empty"),
    "words": (b"Yth. redaksi, terlampir surat", "kind"),
    "a PDF that is none": (b"%PDF-1.7\nbukan apa-apa", "damaged"),
    "half a PDF": (pdf()[: len(pdf()) // 3], "damaged"),
    "a Word file": (b"PK\x03\x04" + bytes(99), "kind"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "kind"),
    "a picture": (b"\xff\xd8\xff\xe0" + bytes(99), "kind"),
    "a voice note of an old phone": (b"#!AMR\n" + bytes(99), "kind"),
    "sound that is not compressed": (b"RIFF\x00\x00\x00\x00WAVE" + bytes(99), "kind"),
    "a film": (m4a(track=b"vide"), "kind"),
    "half an M4A": (m4a()[:60], "damaged"),
    "an MP3 that is only a tag": (mp3()[:30], "damaged"),
    "an Ogg that is only a head": (ogg()[:40], "damaged"),
    "two hours": (m4a(seconds=7200), "long"),
    "boxes that end outside": (m4a()[:20] + b"\xff\xff\xff\xffmoov", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_what_to_do(name):
    content, code = REFUSED[name]
    found, message = refusal(content)
    assert found == code
    assert message.endswith(".")


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(intake, "MOST_MEGABYTES", 0)
    assert refusal(pdf())[0] == "heavy"


def test_refusals_speak_indonesian():
    with translation.override("id"):
        assert re.search(r"ponsel|perangkat", refusal(b"")[1])
        assert "sandi" in refusal(pdf(password="b"))[1]


@given(st.sampled_from([pdf(), mp3(1), m4a(1), ogg(1)]), st.data())
def test_no_damage_is_more_than_a_message(content, data):
    """Some bytes are others, or missing at the end."""
    damaged = bytearray(content)
    for _number in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    damaged = damaged[: data.draw(st.integers(1, len(damaged)))]
    with suppress(ValidationError):
        arrival = read(bytes(damaged))
        assert arrival.copy.pages is not None or arrival.copy.seconds is not None


def test_all_kinds_of_recordings_have_a_way_without_words():
    assert set(RECORDINGS) == set(recordings._MAKERS)
    assert box(b"free", b"") == b"\x00\x00\x00\x08free"
