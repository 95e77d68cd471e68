"""The forms of readers and moderators. What is wrong is said beside the field; what was typed stays."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from multivector.observatory.readers import actions, blocks, challenge, rules
from multivector.observatory.readers.identity import Reader, is_taken_email, is_taken_name, shown_name
from multivector.observatory.readers.models import Block, Comment
from multivector.observatory.readers.texts import clean_name, clean_text, is_blank

MISSING = gettext_lazy("This must be filled in.")
STAMP = "readers.form"
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def _text_field() -> forms.CharField:
    return forms.CharField(
        label=pgettext_lazy("comment", "Text"),
        max_length=rules.TEXT_LENGTH,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": rules.TEXT_LENGTH}),
        error_messages={
            "required": MISSING,
            "max_length": gettext_lazy("This is too long: %(show_value)d signs, at most %(limit_value)d."),
        },
    )


class TextForm(forms.Form):
    """The text of a comment: what is asked of it when it is new and when it is changed."""

    text = _text_field()

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author_email = email

    def clean_text(self) -> str:
        """Cleaned; nothing empty, no blocked word, and not the author's e-mail, which all would see."""
        text = clean_text(self.cleaned_data["text"])
        if is_blank(text):
            raise ValidationError(MISSING)
        if len(text) > rules.TEXT_LENGTH:
            raise ValidationError(_("This is too long."))
        if word := blocks.blocked_word(text):
            raise ValidationError(_("Comments with “%(word)s” are not taken here.") % {"word": word})
        email = self.author_email or str(self.data.get("email", "")).strip()
        if email and email.lower() in text.lower():
            raise ValidationError(_("Your e-mail stands in the text, where all would see it. Take it out."))
        return text


class CommentForm(TextForm):
    """A new comment or reply. A guest gives name and e-mail and solves a challenge."""

    name = forms.CharField(
        label=pgettext_lazy("comment", "Name"),
        max_length=rules.NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": MISSING, "max_length": gettext_lazy("This is too long.")},
    )
    email = forms.EmailField(
        label=pgettext_lazy("comment", "E-mail"),
        help_text=gettext_lazy("Is shown to nobody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": MISSING, "invalid": gettext_lazy("This is no e-mail address.")},
    )
    text = _text_field()
    notify = forms.BooleanField(label=gettext_lazy("Write me when somebody replies"), required=False)
    website = forms.CharField(required=False, label=gettext_lazy("Leave this empty"))
    stamp = forms.CharField(required=False)
    captcha_0 = forms.CharField(required=False)
    captcha_1 = forms.CharField(required=False)

    field_order = ("name", "email", "text", "notify")

    def __init__(
        self, *args: Any, doc: str, reader: Reader, parent: Comment | None = None, solve: bool = True, **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", f"reply{parent.pk}_%s" if parent else "comment_%s")
        super().__init__(*args, email=reader.user.email if reader.user else "", **kwargs)
        self.doc, self.reader, self.parent, self.solve = doc, reader, parent, solve
        self.too_fast = False
        self.challenge: challenge.Challenge | None = None
        if reader.user:
            for name in ("name", "email", "captcha_0", "captcha_1"):
                del self.fields[name]

    @property
    def is_guest(self) -> bool:
        """Whether name, e-mail and challenge are asked for."""
        return not self.reader.user

    @property
    def prefix_of_ids(self) -> str:
        """What the ids of this form's fields begin with."""
        return str(self.auto_id).removesuffix("%s")

    def kept(self, name: str) -> str:
        """What was typed or preset for a field."""
        return str((self.data if self.is_bound else self.initial).get(name, "") or "")

    @property
    def new_stamp(self) -> str:
        """The time at which the form was first shown, signed for this article."""
        given = self.kept("stamp")
        return given if _age(given, self.doc) is not None else stamp_now(self.doc)

    def ask(self, kind: str = "") -> challenge.Challenge:
        """The challenge to show: the same as long as it was not tried, else another."""
        if self.challenge is None:
            language = translation.get_language() or "en"
            same = None if kind else challenge.again(self.kept("captcha_0"), language)
            self.challenge = same or challenge.new(kind or challenge.PICTURE, language)
        return self.challenge

    @property
    def answer(self) -> str:
        """What was typed as the answer to a challenge that still stands."""
        return self.kept("captcha_1") if self.ask().key == self.kept("captcha_0") else ""

    def clean_name(self) -> str:
        """On one line, visible, no e-mail."""
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise ValidationError(MISSING)
        if _EMAIL.search(name):
            raise ValidationError(_("Give a name, not an e-mail: the name is shown."))
        if blocks.blocked_word(name):
            raise ValidationError(_("This name is not taken here."))
        return name

    def clean_email(self) -> str:
        """In small letters."""
        return str(self.cleaned_data["email"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        """What needs more than one field; the challenge comes last, so that a slip elsewhere does not use it up."""
        data = super().clean() or self.cleaned_data
        age = _age(self.kept("stamp"), self.doc)
        if age is None:
            raise ValidationError(_("This form has been open for too long. Please send it once more."))
        self.too_fast = age < rules.TOO_FAST.total_seconds()
        if not self.errors:
            self._check_limits(data)
        if self.is_guest and self.solve:
            self._check_challenge()
        return data

    def _check_limits(self, data: dict[str, Any]) -> None:
        staff = bool(self.reader.user and self.reader.user.is_staff)
        email = data.get("email") or self.author_email
        if not staff and blocks.is_blocked(self.reader, email):
            raise ValidationError(
                _("No comments are taken from here. Write to the editors if you think that is wrong.")
            )
        if self.solve and not staff and actions.is_flood(self.reader, email):
            raise ValidationError(_("That is many comments in a short time. Please wait a few minutes."))
        if actions.is_repeated(self.doc, data["text"], self.reader, "" if self.reader.user else email):
            self.add_error("text", _("You have said that here already."))

    def _check_challenge(self) -> None:
        answer = self.kept("captcha_1").strip()
        if not answer:
            self.add_error("captcha_1", MISSING)
            return
        if self.errors:
            return
        if not challenge.solve(self.kept("captcha_0"), answer):
            self.add_error("captcha_1", _("That was not it, or it has run out. Here is another one."))
            return
        if is_taken_name(self.cleaned_data["name"]):
            self.add_error("name", _("An account goes by this name. Take another one, or sign in."))
        if is_taken_email(self.cleaned_data["email"]):
            self.add_error("email", _("This e-mail belongs to an account. Sign in to use it."))

    def draft(self) -> actions.Draft:
        """What is to be kept."""
        data, user = self.cleaned_data, self.reader.user
        return actions.Draft(
            name=data["name"] if self.is_guest else shown_name(user)[: rules.NAME_LENGTH],
            email=data["email"] if self.is_guest else "",
            text=data["text"],
            language=(translation.get_language() or "en")[:8],
            notify=data["notify"],
            too_fast=self.too_fast,
            trapped=bool(data["website"]),
        )


def stamp_now(doc: str) -> str:
    """The stamp of a form of an article that is shown now."""
    return signing.dumps(timezone.now().timestamp(), salt=STAMP + doc)


def _age(stamp: str, doc: str) -> float | None:
    """Seconds since a form was shown; None for a stamp that is not ours, not of this article, or too old."""
    try:
        shown = float(signing.loads(stamp, salt=STAMP + doc, max_age=rules.FORM_LIFE))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return timezone.now().timestamp() - shown


class EmailForm(forms.Form):
    """To whom the link to their data is mailed."""

    email = forms.EmailField(
        label=pgettext_lazy("comment", "E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": MISSING, "invalid": gettext_lazy("This is no e-mail address.")},
    )


class ModeratorForm(TextForm):
    """A moderator changes a text and says why."""

    reason = forms.CharField(
        label=pgettext_lazy("comment", "Reason"),
        help_text=gettext_lazy("Is shown with the comment."),
        max_length=rules.REASON_LENGTH,
        error_messages={"required": MISSING, "max_length": gettext_lazy("This is too long.")},
    )


class BlockForm(forms.Form):
    """A new block."""

    kind = forms.ChoiceField(label=pgettext_lazy("block", "What"), choices=Block.Kind.choices)
    value = forms.CharField(
        label=pgettext_lazy("block", "Value"),
        max_length=200,
        help_text=gettext_lazy("203.0.113.0/24, name@example.org, @example.org, or a part of a word"),
        error_messages={"required": MISSING, "max_length": gettext_lazy("This is too long.")},
    )
    note = forms.CharField(label=pgettext_lazy("comment", "Reason"), max_length=rules.REASON_LENGTH, required=False)

    def clean(self) -> dict[str, Any]:
        """The value as its kind asks for it."""
        data = super().clean() or self.cleaned_data
        if "kind" in data and "value" in data:
            try:
                data["kept"], data["shown"] = blocks.parsed(data["kind"], data["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return data
