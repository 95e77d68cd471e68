"""What can go wrong in the background, and what to do about it, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# code -> what is wrong, what to do
FAILURES: dict[str, tuple[Promise, Promise]] = {
    "address": (_("This is no address of a page."), _("Give one that begins with http:// or https://.")),
    "private": (
        _("The address leads into a private network."),
        _("Only pages of the public internet are fetched; paste the text instead."),
    ),
    "unknown": (_("There is no such server."), _("Check the address, or try again later.")),
    "away": (_("The server can't be reached."), _("Try again later, or paste the text.")),
    "slow": (_("The server took too long."), _("Try again later, or paste the text.")),
    "insecure": (_("The server's certificate is not valid."), _("Check the address, or paste the text.")),
    "status": (_("The server did not give the page."), _("Check the address in your browser, or paste the text.")),
    "loop": (_("The page is redirected too often."), _("Give the address at which it ends.")),
    "large": (_("The page is too large."), _("Paste the text of the article instead.")),
    "kind": (_("This is no page and no text."), _("Give the address of the article's page, or paste the text.")),
    "empty": (_("No article was found in the page."), _("Paste its text instead.")),
    "feed": (_("This is no feed (RSS or Atom)."), _("Look for the feed's own address on the site.")),
    "language": (
        _("Articles in this language can't be coded."),
        _("Choose another language if it was not recognised rightly; else discard the draft."),
    ),
    "text": (_("The text can't be coded."), _("Edit the article as it says here, and save it.")),
    "record": (_("The record could not be written."), _("See to it that the disk has room, then try again.")),
    "busy": (_("Another program has been writing to the record for a long time."), _("Try again when it is done.")),
    "interrupted": (_("The work was interrupted again and again."), _("Try again; if it happens anew, tell us.")),
    "fault": (_("Something went wrong on our side; it has been noted."), _("Try again; if it happens anew, tell us.")),
}


class Failure(Exception):
    """A job can't go on. `code` is one of FAILURES, `detail` what is known beyond it."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Busy(Exception):
    """The record is being written by another program: the job is tried again."""


def told(code: str, detail: str) -> dict[str, str]:
    """A failure in words: what is wrong, what to do, and details."""
    what, remedy = FAILURES.get(code, FAILURES["fault"])
    return {"what": str(what), "remedy": str(remedy), "detail": detail}
