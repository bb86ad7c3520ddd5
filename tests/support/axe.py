"""Pages before axe, as npm installed it (tests/audits/package-lock.json)."""

from tests.support.lighthouse import MODULES

AXE = MODULES / "axe-core/axe.min.js"


def problems_of(page):
    """What axe found: rule, element and why."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations', 'incomplete'] })")
    # What axe could not decide, such as text over a picture, is looked at by people.
    return [
        f"{v['id']}: {node['html'][:120]} {node['failureSummary']}"
        for v in found["violations"]
        for node in v["nodes"]
    ]
