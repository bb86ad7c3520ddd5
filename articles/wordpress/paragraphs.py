"""Paragraphs as WordPress shows them: the classic editor stores none, a blank line stands for one."""

import re

_BLOCK_NAMES = (
    "address|article|aside|blockquote|caption|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|header|hgroup|hr|legend|li|map|math|menu|nav|ol|p|pre|section|style|summary|table|"
    "tbody|td|tfoot|th|thead|tr|ul"
)
_BLOCK = rf"</?(?:{_BLOCK_NAMES})(?:\s[^>]*|/)?>"

_DOUBLE_BREAK = re.compile(r"<br\s*/?>\s*<br\s*/?>", re.IGNORECASE)
_OPENING = re.compile(rf"(<(?:{_BLOCK_NAMES})[\s/>])", re.IGNORECASE)
_CLOSING = re.compile(rf"(</(?:{_BLOCK_NAMES})>)", re.IGNORECASE)
_RULE = re.compile(r"(<hr\s*/?>)", re.IGNORECASE)
# None of these looks twice at what follows an element that is never closed. No possessive quantifier: Python 3.11.2,
# which Debian 12 has, does not match these with one.
_TAG = re.compile(r"<!--(?:(?!-->).)*(?:-->)?|<[a-zA-Z/][^<>]*>", re.DOTALL)
_VERBATIM = re.compile(r"<pre\b(?:(?!</?pre\b).)*</pre>", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(r"<(script|style|svg)\b(?:(?!</?\1\b).)*</\1>", re.IGNORECASE | re.DOTALL)
# Elements within which a line end is never a break: each swallows the white space around its tags.
_SWALLOWS = re.compile(
    r"\s*(</?(?:option|param|embed|source|track)\b[^>]*>|</object>)\s*"
    r"|(<object\b[^>]*>)\s*|(<(?:audio|video)\b[^>]*>)\s*|\s*(</(?:audio|video)>)"
    r"|\s*(<figcaption\b[^>]*>)|(</figcaption>)\s*",
    re.IGNORECASE,
)
_SWALLOWING = re.compile(
    r"<(?:option|param|embed|source|track|object|audio|video|figcaption)\b", re.IGNORECASE
)
_BLANK_LINES = re.compile(r"\n\s*\n")
_EMPTY = re.compile(r"<p>\s*</p>")
_UNCLOSED = re.compile(r"<p>([^<]+)</(div|address|form)>")
_ALONE = re.compile(rf"<p>\s*({_BLOCK})\s*</p>", re.IGNORECASE)
_ITEM = re.compile(r"<p>(<li.+?)</p>")
_QUOTE = re.compile(r"<p><blockquote([^>]*)>", re.IGNORECASE)
_BEFORE = re.compile(rf"<p>\s*({_BLOCK})", re.IGNORECASE)
_BEHIND = re.compile(rf"({_BLOCK})\s*</p>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>")
_BREAK_BEHIND = re.compile(rf"({_BLOCK})\s*<br />", re.IGNORECASE)
_BREAK_BEFORE = re.compile(r"<br />(\s*</?(?:p|li|div|dl|dd|dt|th|pre|td|ul|ol)[^>]*>)")

_LINE_END = "\x02"  # for a line end that is no break; content holds no control characters by now


def paragraphs(text: str) -> str:
    """Set paragraphs as WordPress's `wpautop` does: `<p>` for blank lines, `<br />` for single ones."""
    if not text.strip():
        return ""
    verbatim: list[str] = []
    if "<pre" in text:
        text = _VERBATIM.sub(lambda block: _keep(block[0], verbatim), text)
    html = "".join(f"<p>{part.strip(chr(10))}</p>\n" for part in _parts(text))
    html = _EMPTY.sub("", html)
    html = _UNCLOSED.sub(r"<p>\1</p></\2>", html)
    html = _ALONE.sub(r"\1", html)
    html = _ITEM.sub(r"\1", html)
    if "<blockquote" in html:
        html = _QUOTE.sub(r"<blockquote\1><p>", html).replace("</blockquote></p>", "</p></blockquote>")
    html = _BEFORE.sub(r"\1", html)
    html = _BEHIND.sub(r"\1", html)
    html = _breaks(html)
    for number, block in enumerate(verbatim):
        html = html.replace(f"<pre {number}></pre>", block)
    return html.replace(_LINE_END, "\n")


def _parts(text: str) -> list[str]:
    """Parts between blank lines, with each block element in a part of its own."""
    text = _DOUBLE_BREAK.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n") + "\n")
    text = _OPENING.sub(r"\n\n\1", text)
    text = _CLOSING.sub(r"\1\n\n", text)
    text = _RULE.sub(r"\n\n\1\n\n", text)
    text = _TAG.sub(lambda tag: tag[0].replace("\n", _LINE_END), text)
    if _SWALLOWING.search(text):
        text = _SWALLOWS.sub(lambda tag: "".join(filter(None, tag.groups())), text)
    return [part for part in _BLANK_LINES.split(text) if part]


def _breaks(html: str) -> str:
    html = _BREAK.sub("<br />", _CODE.sub(lambda code: code[0].replace("\n", _LINE_END), html))
    lines = [line for line in map(str.rstrip, html.split("\n")) if line]
    html = "\n".join(line if line.endswith("<br />") else f"{line}<br />" for line in lines)
    html = _BREAK_BEHIND.sub(r"\1", html.removesuffix("<br />"))
    return _BREAK_BEFORE.sub(r"\1", html)


def _keep(block: str, blocks: list[str]) -> str:
    """Put a block aside; returns the mark that stands in its place."""
    blocks.append(block)
    return f"<pre {len(blocks) - 1}></pre>"
