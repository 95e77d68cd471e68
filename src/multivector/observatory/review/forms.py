"""Corrections and disputes, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from captcha.fields import CaptchaField, CaptchaTextInput
from captcha.models import CaptchaStore
from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from multivector.edtf import is_valid
from multivector.lexicon.ontology import FACTS, KEY_SLOTS, NO_STATE, QUAD_OF_TYPE, SECTORS
from multivector.observatory.archive import Archive
from multivector.observatory.core.labels import kind_label, label
from multivector.observatory.review import queries
from multivector.observatory.review.models import Fault
from multivector.observatory.review.words import CHOICES, SLOTS, VALUES
from multivector.record.schema import ACTOR_SLOTS, FACT_SLOTS, LIST_SLOTS

STATUSES = ("done", "ongoing", "planned", "possible", "denied")
CODE = re.compile(r"(?P<base>[A-Z0-9]+|---)(?:\.(?P<sector>[A-Z]+))?")
COUNT = re.compile(r"[<>~]?\d+")


def clean_code(archive: Archive, typed: str) -> str:
    """A party's code; names of states and organisations are understood. Raises ValidationError."""
    match = CODE.fullmatch(typed.upper())
    base, sector = (match["base"], match["sector"]) if match else ("", "")
    if match and (base == NO_STATE or base in queries.codes(archive)):
        if sector and sector not in SECTORS:
            known = ", ".join(sorted(SECTORS))
            words = _("%(sector)s is no sector: use one of %(known)s")
            raise forms.ValidationError(words % {"sector": sector, "known": known})
        if base == NO_STATE and not sector:
            raise forms.ValidationError(_("--- needs a sector behind it: ---.REB"))
        return typed.upper()
    found = queries.code_of_name(archive, typed)
    if found is None:
        raise forms.ValidationError(
            _("“%(typed)s” is no code of a state or organisation: write KAZ, OSCE, SYR.REB, or a name")
            % {"typed": typed[:60]}
        )
    return found


class CodesField(forms.CharField):
    """Codes of parties with commas between them; one alone where `many` is false."""

    def __init__(self, archive: Archive, *, many: bool, **options: Any) -> None:
        super().__init__(max_length=500, **options)
        self.archive, self.many = archive, many
        self.widget.attrs.update({"spellcheck": "false", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """Codes as they are typed."""
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """A list of codes, or one code; None for nothing."""
        text = super().clean(value)
        parts = [part.strip() for part in re.split("[,;]", text) if part.strip()]
        if len(parts) == 1 and all(CODE.fullmatch(word) for word in parts[0].split()):
            parts = parts[0].split()
        found = list(dict.fromkeys(clean_code(self.archive, part) for part in parts))
        if self.many:
            return found
        if len(found) > 1:
            raise forms.ValidationError(_("Only one party can stand here."))
        return found[0] if found else None


class TypeForm(forms.Form):
    """Another type of the event, or another kind of fact."""

    type = forms.ChoiceField(label=gettext_lazy("Type"))

    def __init__(self, data: Any = None, *, said: Mapping[str, Any]) -> None:
        super().__init__(data, initial={"type": said["type"]}, auto_id="type_%s")
        language = (translation.get_language() or "en")[:2]
        kinds = FACTS if said["type"] in FACTS else QUAD_OF_TYPE
        self.fields["type"].choices = [  # type: ignore[attr-defined]
            (kind, f"{kind} - {kind_label(kind, language)}") for kind in kinds
        ]


class PartiesForm(forms.Form):
    """Who does it, and to or with whom."""

    def __init__(self, data: Any = None, *, archive: Archive, said: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(said), auto_id="parties_%s")
        for name, words in (("source", gettext_lazy("Who acts")), ("target", gettext_lazy("To or with whom"))):
            self.fields[name] = CodesField(archive, many=True, required=False, label=words)
        self.fields["target"].help_text = _("Codes or names with commas between them: KAZ, OSCE, SYR.REB.")

    def clean(self) -> dict[str, Any]:
        """An event has a party."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["source"] or cleaned["target"]):
            self.add_error("source", _("An event needs a party on one side at least; reject it if there is none."))
        return cleaned


class SlotsForm(forms.Form):
    """Who and what a fact is about: the slots of its kind."""

    def __init__(self, data: Any = None, *, archive: Archive, said: Mapping[str, Any], kind: str | None = None) -> None:
        self.kind_of_fact = kind if kind in FACTS else str(said["type"])
        super().__init__(data, initial=dict(said["slots"]), auto_id="parties_%s")
        for slot in FACT_SLOTS[self.kind_of_fact]:
            self.fields[slot] = self._field(archive, slot)

    def _field(self, archive: Archive, slot: str) -> forms.Field:
        needed = slot in KEY_SLOTS[self.kind_of_fact]
        words, many = str(SLOTS[slot]), (self.kind_of_fact, slot) in LIST_SLOTS
        if choices := CHOICES.get((self.kind_of_fact, slot)):
            named = [("", "-"), *((value, VALUES[value]) for value in choices)]
            return forms.ChoiceField(label=words, choices=named, required=needed)
        if slot in ACTOR_SLOTS[self.kind_of_fact] and slot != "place":
            return CodesField(archive, many=many, label=words, required=needed)
        return forms.CharField(label=words, max_length=500, required=needed)

    def clean_count(self) -> str:
        """`7`, `>12`, `~20`."""
        count = str(self.cleaned_data["count"]).replace(" ", "")
        if count and not COUNT.fullmatch(count):
            raise forms.ValidationError(_("Write a number: 7, >12, ~20."))
        return count

    def said(self) -> dict[str, Any]:
        """The slots as the record writes them."""
        values = {slot: self.cleaned_data.get(slot) or None for slot in FACT_SLOTS[self.kind_of_fact]}
        for kind, slot in LIST_SLOTS:
            if kind == self.kind_of_fact and isinstance(value := values[slot], str):
                values[slot] = [part.strip() for part in re.split("[,;]", value) if part.strip()]
        return values

    def prepared(self) -> SlotsForm:
        """With lists written out for the fields."""
        for slot, value in self.initial.items():
            if isinstance(value, list):
                self.initial[slot] = ", ".join(map(str, value))
        return self


class TimeForm(forms.Form):
    """When, in EDTF, and whether it is done."""

    time = forms.CharField(
        label=gettext_lazy("Time"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("EDTF: 2017, 2017-05, 2017-05-03, 200X, 2017-01/2017-10, ../2019; nothing if unknown."),
    )
    status = forms.ChoiceField(label=pgettext_lazy("entry", "Status"))

    def __init__(self, data: Any = None, *, said: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(said), auto_id="time_%s")
        language = (translation.get_language() or "en")[:2]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (status, label("statuses", status, language)) for status in STATUSES
        ]

    def clean_time(self) -> str | None:
        """EDTF or nothing."""
        time = str(self.cleaned_data["time"])
        if time and not is_valid(time):
            raise forms.ValidationError(
                _("This is no EDTF time: write 2017, 2017-05, 2017-05-03, 200X or 2017-01/2017-10.")
            )
        return time or None


class RejectForm(forms.Form):
    """Why an entry is no entry."""

    why = forms.ChoiceField(label=gettext_lazy("Why"), choices=Fault.choices, initial=Fault.NO_EVENT)
    note = forms.CharField(label=gettext_lazy("Note for all readers"), required=False, max_length=300)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="reject_%s")


class Picture(CaptchaTextInput):  # type: ignore[misc]
    """Letters in a picture that a click renews."""

    template_name = "review/picture.html"


class Question(CaptchaTextInput):  # type: ignore[misc]
    """A sum in words instead of a picture, for who can't see it."""

    template_name = "review/question.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the sum."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["question"] = CaptchaStore.objects.get(hashkey=self._key).challenge
        return context


class DisputeForm(forms.Form):
    """A reader's doubt."""

    kind = forms.ChoiceField(label=gettext_lazy("What is wrong?"), choices=Fault.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=pgettext_lazy("dispute", "Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What does the sentence say, and what should stand here?"),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("If reviewers may ask you; nobody else sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None, *, guest: bool, question: bool = False) -> None:
        super().__init__(data)
        if guest and question:
            widget = Question(generator="captcha.helpers.math_challenge")
            self.fields["captcha"] = CaptchaField(label=_("How much is it?"), widget=widget)
        elif guest:
            self.fields["captcha"] = CaptchaField(label=_("Letters in the picture"), widget=Picture())
        if guest:
            wrong = _("That was not it; here is another one.")
            self.fields["captcha"].error_messages.update({"invalid": wrong, "required": _("Fill in what you see.")})
