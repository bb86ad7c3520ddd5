"""XMP of a picture: the values of a property in each of the ways in which RDF may write it.

A property, or a field of a structure, is looked up in a list of nodes, its *descriptions*: those of the packet, or
those that a structure consists of.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

_MOST_BYTES = 1024 * 1024
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}

Nodes = Sequence[etree._Element]


def descriptions(packet: bytes) -> Nodes:
    """Return the nodes of an XMP packet that hold its properties.

    One with a DTD has no business to be read.
    """
    if not packet or len(packet) > _MOST_BYTES:
        return []
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.LxmlError, ValueError):
        return []
    if root.getroottree().docinfo.internalDTD is not None:
        return []
    return [node for rdf in root.iter(_RDF + "RDF") for node in rdf.iterfind(_RDF + "Description")]


def texts(nodes: Nodes, name: str) -> list[str]:
    """Return the values of a property such as "dc:creator"; of one in several languages, one of them."""
    values: list[str | None] = []
    for node in nodes:
        values.append(node.get(_qualified(name)))
        for element in node.iterfind(_qualified(name)):
            values.extend(_items(element))
    return [value for value in values if value]


def structures(nodes: Nodes, name: str) -> list[Nodes]:
    """Return the structures that a property consists of, each as the nodes that hold its fields."""
    elements = [element for node in nodes for element in node.iterfind(_qualified(name))]
    items = [item for element in elements for item in ([*element.iterfind(f"*/{_RDF}li")] or [element])]
    return [[item, *item.iterfind(_RDF + "Description")] for item in items]


def _qualified(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def _items(element: etree._Element) -> Iterator[str | None]:
    alternatives = element.find(_RDF + "Alt")
    if alternatives is not None:
        items = sorted(filter(_value, alternatives.iterfind(_RDF + "li")), key=_language_rank)[:1]
    else:
        items = [*element.iterfind(f"*/{_RDF}li")] or [element]
    return map(_value, items)


def _language_rank(item: etree._Element) -> int:
    """Return how early a language is taken: Indonesian, whose code was "in" once, then the default, then any."""
    language = item.get(_LANGUAGE, "").lower()
    if language.partition("-")[0] in ("id", "in"):
        return 0
    return 1 if language == "x-default" else 2


def _value(item: etree._Element) -> str | None:
    text = item.get(_RDF + "resource") or item.text
    return text if text and text.strip() else item.findtext(f".//{_RDF}value")  # beside qualifiers
