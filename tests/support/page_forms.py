"""The forms of a page as a browser has them: which controls they hold, and what it sends."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from lxml import html

TEXTS = (
    "text",
    "search",
    "email",
    "url",
    "tel",
    "number",
    "date",
    "time",
    "datetime-local",
    "color",
    "textarea",
)


@dataclass
class PageForm:
    """One form that is posted."""

    page: str
    element: html.FormElement

    @property
    def target(self):
        return self.element.get("action") or self.page

    @property
    def controls(self):
        """Return the controls that a person can change, those included that stand elsewhere and name this form."""
        name = self.element.get("id")
        elsewhere = self.element.getroottree().xpath("//*[@form=$name]", name=name) if name else []
        inside = self.element.xpath(".//input | .//select | .//textarea | .//button")
        return [one for one in [*inside, *elsewhere] if one.get("name") and not _is_out_of_use(one)]

    @property
    def visible(self):
        return [
            one for one in self.controls if kind(one) not in ("hidden", "submit", "button", "image", "file")
        ]

    @property
    def shows_values(self):
        """Return whether it was opened with something to change; what asks for new words is empty."""
        return any(any(values_of(control)) for control in self.visible)

    def as_sent(self):
        """Return {name: [value]} as a browser sends it: the button that saves pressed, a line break as two
        signs."""
        sent = {}
        for control in self.controls:
            if kind(control) not in ("submit", "button", "image", "reset"):
                for value in values_of(control):
                    sent.setdefault(control.get("name"), []).append(value)
        buttons = [one for one in self.controls if kind(one) == "submit"]
        button = next(iter(sorted(buttons, key=lambda one: one.get("name") != "_save")), None)
        return sent | ({button.get("name"): [button.get("value") or ""]} if button is not None else {})


def kind(control):
    if control.tag == "button":
        return (control.get("type") or "submit").lower()
    return (control.get("type") or "text").lower() if control.tag == "input" else control.tag


def _is_out_of_use(control):
    """Return whether a browser leaves it out; what stands in a <template> is no part of the form."""
    return control.get("disabled") is not None or bool(
        control.xpath("ancestor::fieldset[@disabled] | ancestor::template")
    )


def values_of(control):
    if control.tag == "select":
        chosen = [option for option in control.iter("option") if option.get("selected") is not None]
        if not chosen and control.get("multiple") is None:
            chosen = list(control.iter("option"))[:1]
        return [_value(option) for option in chosen]
    if kind(control) in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    if control.tag == "textarea":  # the line break behind the tag is no part of the text
        text = (control.text or "").removeprefix("\n")
        return [text.replace("\r\n", "\n").replace("\n", "\r\n")]
    return [control.get("value") or ""] if kind(control) != "file" else []


def _value(option):
    return option.get("value") if option.get("value") is not None else option.text_content().strip()


def posted_forms(page, address):
    """Return the forms of a page that are sent by POST."""
    forms = html.fromstring(page).iter("form")
    return [PageForm(address, form) for form in forms if (form.get("method") or "").lower() == "post"]


def with_other_value(form, control, client):
    """Yield what is sent with another value in this control, of several kinds: a field takes at least one."""
    sent, name, now = form.as_sent(), control.get("name"), next(iter(values_of(control)), "")
    if kind(control) == "checkbox":
        value, values = control.get("value", "on"), sent.get(name, [])
        is_one_of_many = sum(one.get("name") == name for one in form.controls) > 1
        if values != [value] or not is_one_of_many:  # the last tick of several may have to stay
            yield sent | {
                name: [one for one in values if one != value] if value in values else [*values, value]
            }
    elif control.tag == "select":
        for value in _other_choices(control, client):
            yield sent | {
                name: [*sent.get(name, []), value] if control.get("multiple") is not None else [value]
            }
    elif kind(control) == "radio":
        if control.get("checked") is None:
            yield sent | {name: [control.get("value")]}
    else:
        for value in _OTHER.get(kind(control), _other_words)(control, now):
            yield sent | {name: [value]}


def _other_choices(select, client):
    offered = [_value(option) for option in select.iter("option")]
    if url := select.get("data-ajax--url"):
        names = ("app_label", "model_name", "field_name")
        asked = {name: select.get(f"data-{name.replace('_', '-')}") for name in names}
        offered += [row["id"] for row in client.get(url, asked | {"term": ""}).json()["results"]]
    return [value for value in dict.fromkeys(offered) if value not in values_of(select)]


def _other_words(control, now):
    """Words, or what a slug, a telephone number, a day or a time may be."""
    most = int(control.get("maxlength") or 10_000)
    words = (f"{now[: most - 2]} z", f"{now[: most - 2]}-z", f"{now}z", "Kata lain")
    return [
        *words,
        "0813 1111 2222",
        "05-03-2025",
        "03.04.00",
        '2017-10-31 "{place} – "',
        "https://c.example/",
    ]


_OTHER = {
    "number": lambda control, now: [str(float(now or control.get("min") or 7) + 1).removesuffix(".0")],
    "email": lambda control, now: ["lain@b.example"],
    "date": lambda control, now: ["2035-03-04"],
    "time": lambda control, now: ["03:04"],
    "datetime-local": lambda control, now: [f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}"],
    "color": lambda control, now: ["#123456"],
}
