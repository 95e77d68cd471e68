"""The filters of the list of articles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from multivector.observatory.archive import Archive
from multivector.observatory.articles.queries import Filters, choices


class FilterForm(forms.Form):
    """What the list is narrowed to; what is not among the choices is said beside the field."""

    q = forms.CharField(required=False, max_length=200, strip=True)
    language = forms.ChoiceField(required=False)
    outlet = forms.ChoiceField(required=False)
    year = forms.ChoiceField(required=False)

    def __init__(self, archive: Archive, data: Any) -> None:
        super().__init__(data)
        given, names = choices(archive), dict(settings.LANGUAGES)
        for name, title in (("language", _("Language")), ("outlet", _("Source")), ("year", _("Year"))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.label = title
            options = [(value, f"{names.get(value, value)} ({number})") for value, number in given[name]]
            field.choices = [("", _("all")), *options]
            if (value := self.data.get(name)) and value not in dict(options):  # said to be wrong, and kept
                field.widget = forms.Select(choices=[("", _("all")), *options, (value, value)])
            field.error_messages["invalid_choice"] = _("Nothing in the record has this value.")
        words = self.fields["q"]
        words.label = _("Words")
        words.widget = forms.TextInput(attrs={"type": "search", "maxlength": 200, "autocomplete": "off"})

    def filters(self) -> Filters:
        """The filters that are right."""
        self.is_valid()
        return Filters(**{name: self.cleaned_data.get(name) or "" for name in self.fields})
