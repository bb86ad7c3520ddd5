"""Labels of work that only one house has: "Pengolah berita: …" is what that house says that it is."""

import re
from collections.abc import Iterator

from articles.filing.credit_lines import CANONICAL_LABELS, has_label, is_name
from articles.filing.draft import Block, Draft, block_of
from articles.filing.words import words

_LINE_BREAK = "<br>"
_LABELLED = re.compile(r"(?P<label>[^\W\d_][\w./’' ]{2,30}?)\s*[:：]\s*(?P<name>[^\n:：]{3,60})")
_MOST_WORDS = 3  # of a label
DROP = "drop"


def apply(draft: Draft) -> None:
    """Let lines with a label of the house's own be what it decided: dropped, or a credit of a role."""
    if not draft.house.roles:
        return
    blocks: list[Block] = []
    for block in draft.blocks:
        blocks += list(_apply_to(draft, block)) if ":" in block.text or "：" in block.text else [block]
    draft.blocks = blocks


def _apply_to(draft: Draft, block: Block) -> Iterator[Block]:
    if block.kind not in ("p", "h2", "h3"):
        yield block
        return
    lines = block.inner.split(_LINE_BREAK)
    left = [line for line in (_line(draft, line) for line in lines) if line is not None]
    if left == lines:
        yield block
    elif any(words(line) for line in left):
        yield block_of(f"<{block.kind}>{_LINE_BREAK.join(left)}</{block.kind}>")


def _line(draft: Draft, line: str) -> str | None:
    """The line as it goes on; None where it is dropped."""
    text = words(line)
    labelled = _LABELLED.fullmatch(text)
    role = draft.house.roles.get(" ".join(labelled["label"].lower().split()), "") if labelled else ""
    if not labelled or role in ("", "keep"):
        return line
    if role == DROP:
        draft.note("credits-other", text)
        return None
    return f"{CANONICAL_LABELS[role]}: {labelled['name'].strip()}"


def note_unknown(draft: Draft) -> None:
    """Note the lines below the text that name somebody for work that nobody has told of, and stay."""
    last = max((place for place, block in enumerate(draft.blocks) if block.is_prose), default=0)
    for block in draft.blocks[last:]:
        for line in block.text.split("\n") if block.kind in ("p", "h2", "h3") else ():
            if unknown_label(line):
                draft.note("role-unknown", line)


def unknown_label(text: str) -> str:
    """The label of a line that is one of work by its form, and that nobody has told of; "" for any other line."""
    labelled = _LABELLED.fullmatch(text)
    if not labelled or has_label(text) or not is_name(labelled["name"].strip()):
        return ""
    label = labelled["label"]
    return (
        label
        if len(label.split()) <= _MOST_WORDS and label[0].isupper() and " " in labelled["name"].strip()
        else ""
    )
