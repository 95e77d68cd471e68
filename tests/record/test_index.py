from __future__ import annotations

import pytest

from multivector.record import index
from multivector.record.index import Index


@pytest.mark.parametrize("recent", [0, 7, 1000])
def test_index(recent: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_RECENT", recent)
    known = Index((f"d{n % 50}", f"h{n}") for n in range(100))
    assert all(known.has(f"d{n}", f"h{n + 50}") for n in range(50))
    assert not any(known.has(f"d{n}", f"h{n}") for n in range(50))
    assert "d49" in known
    assert "d50" not in known
    assert not known.has("d50", "h50")
