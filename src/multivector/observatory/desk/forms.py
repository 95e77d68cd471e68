"""What staff type: articles and addresses."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from multivector.intake import dates, languages
from multivector.observatory.desk import intake
from multivector.observatory.desk.failures import Failure, told
from multivector.observatory.desk.fetch import check
from multivector.observatory.desk.models import LANGUAGES, WORDS, Version

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_is_url = URLValidator(schemes=["http", "https"])


class ArticleForm(forms.Form):
    """An article as it is written or pasted."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=intake.LIMITS["title"])
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=intake.LONGEST,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text=gettext_lazy("Plain text; an empty line between paragraphs. Offsets of entries count in it."),
    )
    published = forms.CharField(
        label=gettext_lazy("Day of publication"),
        required=False,
        max_length=40,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Words such as “yesterday” are understood from it."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("as recognised")), *LANGUAGES],
    )
    author = forms.CharField(label=gettext_lazy("Author"), required=False, max_length=intake.LIMITS["author"])
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=intake.LIMITS["source"])
    url = forms.CharField(
        label=gettext_lazy("Address of the original"),
        required=False,
        max_length=intake.LIMITS["url"],
        widget=forms.URLInput(),
    )

    def clean_text(self) -> str:
        """With line ends as the record counts them."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")
        if not any(map(str.isalpha, text)):
            raise forms.ValidationError(_("There are no words in it."))
        return text

    def clean_published(self) -> str:
        """A day, not one to come."""
        try:
            day = dates.normalise(self.cleaned_data["published"]) or ""
        except ValueError:
            raise forms.ValidationError(_("This is no day: write YYYY-MM-DD.")) from None
        if day and date.fromisoformat(day) > date.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_url(self) -> str:
        """Http or https, or nothing."""
        url = str(self.cleaned_data["url"])
        if url:
            try:
                _is_url(url)
            except forms.ValidationError:
                raise forms.ValidationError(
                    _("This is no address of a page: it begins with http:// or https://.")
                ) from None
        return url

    def clean(self) -> dict[str, Any]:
        """Recognises the language where none is chosen."""
        cleaned = super().clean() or self.cleaned_data
        if "text" in cleaned and not cleaned.get("language") and "language" not in self.errors:
            found = languages.detect(cleaned["text"])
            if found is None:
                self.add_error("language", _("The language was not recognised: choose it."))
            cleaned["language"] = found or ""
        return cleaned

    def fields_of_version(self) -> dict[str, str]:
        """What a version keeps."""
        return {name: str(self.cleaned_data[name]) for name in WORDS}


class EditForm(ArticleForm):
    """A change of an article: on which version it is based, and why."""

    note = forms.CharField(
        label=gettext_lazy("What was changed, and why"), required=False, max_length=intake.LIMITS["note"]
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)

    @classmethod
    def of(cls, version: Version | None) -> EditForm:
        """The form filled with a version."""
        filled = {name: getattr(version, name) for name in WORDS} if version else {}
        return cls(initial={**filled, "based_on": version.number if version else 0})


class WithdrawForm(forms.Form):
    """Why an article is taken away."""

    reason = forms.CharField(
        label=pgettext_lazy("withdrawal", "Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("All will read it where the article stood. Name no readers."),
    )

    def clean_reason(self) -> str:
        """On one line, without an e-mail address."""
        reason = " ".join(str(self.cleaned_data["reason"]).split())
        if _EMAIL.search(reason):
            raise forms.ValidationError(_("Take the e-mail address out: all will see the reason."))
        return reason


class AddressForm(forms.Form):
    """The address of a page or feed."""

    address = forms.CharField(
        label=gettext_lazy("Address"), max_length=2000, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )

    def clean_address(self) -> str:
        """One that may be fetched, as far as it says itself; the rest is found out in the background."""
        address = str(self.cleaned_data["address"])
        try:
            check(address)
        except Failure as failure:
            words = told(failure.code, failure.detail)
            raise forms.ValidationError(f"{words['what']} {words['remedy']}") from failure
        return address
