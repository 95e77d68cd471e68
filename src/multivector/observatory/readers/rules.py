"""The limits of rating and commenting, in one place."""

from __future__ import annotations

from datetime import timedelta

STARS = (5, 4, 3, 2, 1)

# texts
NAME_LENGTH = 60
TEXT_LENGTH = 5000
REASON_LENGTH = 300
LINKS = 2  # more of them in a comment and it waits for a moderator
DEPTH = 4  # levels of replies that are shown indented; deeper ones stand at the last level
THREADS = 30  # threads on a page

# times
EDITING = timedelta(minutes=10)  # for which an author may change a comment
TOO_FAST = timedelta(seconds=3)  # a form that comes back sooner was hardly read by a person: the comment waits
FORM_LIFE = timedelta(days=1)  # after which a form must be sent once more
CAPTCHA_LIFE = timedelta(minutes=20)
LINK_LIFE = timedelta(days=1)  # of a mailed link to one's data
NETWORK_LIFE = timedelta(days=14)  # after which shortened addresses are forgotten
SAME_TEXT = timedelta(days=1)  # within which a text that was posted elsewhere waits

# how often: (most, within)
FLOOD_NETWORK = (6, timedelta(minutes=10))
FLOOD_NETWORK_DAY = (60, timedelta(days=1))
FLOOD_PERSON = (4, timedelta(minutes=5))
FLOOD_USER = (10, timedelta(minutes=10))
TRIES = (40, 600)  # forms sent from one network within so many seconds
VOTES = (60, 3600)
PICTURES = (200, 600)
COMPLAINTS = (20, 3600)
LINKS_MAILED = (3, 3600)
MODERATOR_MAILS = (30, 3600)

COMPLAINTS_TO_WAIT = 3  # a comment with so many complaints waits again
PAGE_OF_QUEUE = 30
