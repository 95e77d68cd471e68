"""What the pages call the slots of facts and their values, and which slots a fact can't be without."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SLOTS: dict[str, Promise] = {
    "person": pgettext_lazy("slot", "person"),
    "position": pgettext_lazy("slot", "position"),
    "of": pgettext_lazy("slot", "of what"),
    "member": pgettext_lazy("slot", "member"),
    "chair": pgettext_lazy("slot", "chair"),
    "parties": pgettext_lazy("slot", "parties"),
    "act": pgettext_lazy("slot", "act"),
    "name": pgettext_lazy("slot", "name"),
    "kind": pgettext_lazy("slot", "kind"),
    "place": pgettext_lazy("slot", "place"),
    "host": pgettext_lazy("slot", "host"),
    "what": pgettext_lazy("slot", "what was held"),
    "about": pgettext_lazy("slot", "about"),
    "count": pgettext_lazy("slot", "how many"),
    "actor": pgettext_lazy("slot", "who takes part"),
    "under": pgettext_lazy("slot", "under"),
    "founders": pgettext_lazy("slot", "founders"),
    "source": pgettext_lazy("slot", "who"),
    "target": pgettext_lazy("slot", "to or with whom"),
    "time": pgettext_lazy("slot", "when"),
    "trigger": pgettext_lazy("slot", "what happens"),
}
VALUES: dict[str, Promise] = {
    "signed": _("signed"),
    "adopted": _("adopted"),
    "ratified": _("ratified"),
    "entered_into_force": _("entered into force"),
    "denounced": _("denounced"),
    "treaty": _("treaty"),
    "law": _("law"),
    "strategy": _("strategy"),
    "statement": _("statement"),
    "peacekeeping": _("peacekeeping"),
    "observer": _("observer"),
    "election": _("election"),
    "military": _("military"),
    "talks": _("talks"),
    "summit": _("summit"),
    "meeting": _("meeting"),
    "conference": _("conference"),
}
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("instrument", "act"): ("signed", "adopted", "ratified", "entered_into_force", "denounced"),
    ("instrument", "kind"): ("treaty", "law", "strategy", "statement"),
    ("mission", "kind"): ("peacekeeping", "observer", "election", "military"),
    ("hosting", "what"): ("talks", "summit", "meeting", "conference"),
}
