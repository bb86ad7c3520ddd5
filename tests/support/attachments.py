"""Made files of the kinds that a story offers: PDFs, and recordings of silence as MP3, M4A and Ogg."""

import io

import pikepdf

from articles.attachments.without_words import _sum
from articles.models import Attachment

NAMES = b"Siti Sumber Rahasia"


def _annotation(document, subtype, **facts):
    """Put a note on the first page."""
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(subtype), Rect=[0, 0, 9, 9], **facts
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def _link(document, action):
    _annotation(document, "/Link", A=action)


def _launch():
    return pikepdf.Dictionary(S=pikepdf.Name.Launch, F="program")


def _uri(**facts):
    return pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://contoh.id/", **facts)


def _script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.beep(0)")


def _hidden_file(document):
    document.attachments["daftar.txt"] = NAMES


def _following(document):
    """An action behind one that is harmless, alone and in a list."""
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D="awal", Next=_launch())
    _link(document, _uri(Next=pikepdf.Array([_launch()])))


def _note(document):
    """A note that names its author, with a file behind it."""
    file = pikepdf.Dictionary(EF=pikepdf.Dictionary(F=pikepdf.Stream(document, NAMES)), F="daftar.txt")
    _annotation(document, "/Text", T=NAMES.decode(), FS=file)


def _missing_note(document):
    document.pages[0].Annots = pikepdf.Array([None])


def _contents(document):
    with document.open_outline() as outline:
        outline.root.extend([pikepdf.OutlineItem("Satu", 0), pikepdf.OutlineItem("Dua", 1)])


def _signed(document):
    signature = pikepdf.Dictionary(
        Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=pikepdf.String("x")
    )
    document.Root.Tanda = document.make_indirect(signature)


PARTS = {
    "script": _script, "hidden_file": _hidden_file, "launch": lambda document: _link(document, _launch()),
    "note_with_file": lambda document: _annotation(document, "/FileAttachment"), "following": _following, "note": _note,
    "missing_note": _missing_note, "contents": _contents, "link": lambda document: _link(document, _uri()),
    "signed": _signed,
}  # fmt: skip


def pdf(*parts, pages=2, large=0, password=None):
    """A PDF whose metadata name somebody, with some of PARTS. `large` are bytes that a stream unpacks to, `password`
    is the one to open it with: "" is asked for by nobody, and only forbids copying."""
    document = pikepdf.Pdf.new()
    for _number in range(pages):
        document.add_blank_page(page_size=(300, 300))
    document.docinfo["/Author"] = NAMES.decode()
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [NAMES.decode()]
    for part in parts:
        PARTS[part](document)
    if large:
        document.Root.Banyak = document.make_indirect(pikepdf.String("x" * large))
    mode = pikepdf.ObjectStreamMode.generate if large else pikepdf.ObjectStreamMode.preserve
    locks = {} if password is None else {"encryption": pikepdf.Encryption(owner="a", user=password)}
    buffer = io.BytesIO()
    document.save(buffer, object_stream_mode=mode, **locks)
    return buffer.getvalue()


def mp3(seconds=2):
    """Frames of silence, 128 kbit/s at 44.1 kHz, between an ID3v2 and an ID3v1 tag."""
    frame = b"\xff\xfb\x90\xc4" + bytes(413)
    text = b"\x00" + NAMES
    tag = b"TPE1" + len(text).to_bytes(4, "big") + b"\x00\x00" + text
    head = b"ID3\x03\x00\x00" + bytes([0, 0, len(tag) >> 7, len(tag) & 0x7F]) + tag
    tail = (b"TAG" + NAMES).ljust(128, b"\x00")
    return head + frame * round(seconds * 44100 / 1152) + tail


def box(name, *content):
    joined = b"".join(content)
    return (8 + len(joined)).to_bytes(4, "big") + name + joined


def m4a(seconds=2, track=b"soun", words=True):
    """An M4A whose boxes say how long it is, by whom, and where it was made."""
    scale = 1000
    header = bytes(12) + scale.to_bytes(4, "big") + round(seconds * scale).to_bytes(4, "big") + bytes(80)
    track = box(
        b"trak",
        box(
            b"mdia",
            box(
                b"mdhd",
                bytes(12),
                scale.to_bytes(4, "big"),
                round(seconds * scale).to_bytes(4, "big"),
                bytes(4),
            ),
            box(b"hdlr", bytes(8), track, bytes(13)),
        ),
    )
    said = (
        box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7-07.7543+113.2159/"), box(b"meta", bytes(4), NAMES))
        if words
        else b""
    )
    return (
        box(b"ftyp", b"M4A ", bytes(4), b"M4A mp42")
        + box(b"moov", box(b"mvhd", header), track, said)
        + box(b"mdat", bytes(500))
    )


def page(body, *, serial=7, number=0, kind=0, position=0):
    """One page of an Ogg, with its sum."""
    sizes = [255] * (len(body) // 255) + [len(body) % 255]
    head = b"OggS\x00" + bytes([kind]) + position.to_bytes(8, "little") + serial.to_bytes(4, "little")
    whole = bytearray(head + number.to_bytes(4, "little") + bytes(4) + bytes([len(sizes), *sizes]) + body)
    whole[22:26] = _sum(whole).to_bytes(4, "little")
    return bytes(whole)


def ogg(seconds=2):
    """An Opus in Ogg, as voice notes are, whose comments name somebody."""
    comments = [b"ARTIST=" + NAMES, b"LOCATION=Kraksaan"]
    packet = b"OpusTags" + (3).to_bytes(4, "little") + b"Uji" + len(comments).to_bytes(4, "little")
    packet += b"".join(len(comment).to_bytes(4, "little") + comment for comment in comments)
    head = b"OpusHead\x01\x01" + (312).to_bytes(2, "little") + (48000).to_bytes(4, "little") + bytes(3)
    sound = page(bytes(60), number=2, kind=4, position=round(312 + seconds * 48000))
    return page(head, kind=2) + page(packet, number=1) + sound


def make_attachment(user, name="Surat edaran", content=None):
    return Attachment.take_in(io.BytesIO(content or pdf()), name, by=user)


def card(attachment):
    return f'<figure class="media"><oembed url="/lampiran/{attachment.pk}/"></oembed></figure>'
