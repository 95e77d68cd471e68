"""From whom, and with which words, no comments are taken. E-mails are kept as hashes and shown masked."""

from __future__ import annotations

import hashlib
import ipaddress

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from multivector.observatory.readers.identity import Reader
from multivector.observatory.readers.models import Block

Kind = Block.Kind


def email_hash(email: str) -> str:
    """What is kept of an e-mail that is blocked."""
    return hashlib.sha256(f"block:{email.strip().lower()}".encode()).hexdigest()


def masked(email: str) -> str:
    """An e-mail as the list of blocks shows it."""
    name, _at, domain = email.strip().lower().partition("@")
    return f"{name[:1]}…@{domain[:1]}…"


def network_of(shortened: str) -> str:
    """The network that a shortened address stands for."""
    ip = ipaddress.ip_address(shortened)
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))


def parsed(kind: str, value: str) -> tuple[str, str]:
    """What is kept and what is shown for a value that staff gave. Raises ValidationError."""
    value = value.strip()
    if kind == Kind.NETWORK:
        try:
            network = str(ipaddress.ip_network(value, strict=False))
        except ValueError as error:
            raise ValidationError(_("Give an address or a network, such as 203.0.113.0/24.")) from error
        return network, network
    if kind == Kind.EMAIL:
        if value.startswith("@"):
            validate_email(f"somebody{value}")
            return value.lower(), value.lower()
        validate_email(value)
        return email_hash(value), masked(value)
    if len(value) < 3:
        raise ValidationError(_("A word of at least three letters."))
    return value.casefold(), value.casefold()


def is_blocked(reader: Reader, email: str) -> bool:
    """Whether no comment is taken from this address or e-mail."""
    email = email.strip().lower()
    wanted = Q(kind=Kind.NETWORK)
    if email:
        wanted |= Q(kind=Kind.EMAIL, value__in=[email_hash(email), "@" + email.rpartition("@")[2]])
    rows = list(Block.objects.filter(wanted).values_list("kind", "value"))
    return any(kind == Kind.EMAIL or _holds(value, reader.address) for kind, value in rows)


def blocked_word(*texts: str) -> str:
    """A blocked word that one of the texts holds, or nothing."""
    said = " ".join(texts).casefold()
    words = Block.objects.filter(kind=Kind.WORD).values_list("value", flat=True)
    return next((word for word in words if word in said), "")


def _holds(network: str, address: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network)
    except ValueError:
        return False
