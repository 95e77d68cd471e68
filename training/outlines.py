"""Makes the outlines of states for the observatory's map from Natural Earth, as packed by npm's world-atlas 2.0.2.

    npm pack world-atlas && tar xzf world-atlas-2.0.2.tgz
    python training/outlines.py package src/multivector/observatory/dossiers/data/outlines.json

Outlines come from the 1:110m map, points of small states from the 1:50m one. Both are drawn in the Natural Earth
projection (Šavrič 2011), 1000 units wide; Antarctica is left out.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

from multivector.lexicon import default_lexicon

Ring = list[tuple[float, float]]
WIDTH = 1000.0
MIDDLE = 11.0  # degrees of longitude in the middle, so that the edge cuts no land but a strip of Chukotka
LOWEST = -57.0  # degrees of latitude at the lower edge
HALF = 0.8707 * math.pi  # width of the projection to one side of the middle
UNNUMBERED = {"Kosovo": "XKX"}  # without an ISO number in Natural Earth; others of this kind stay without a code
ANTARCTICA = "ATA"


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees as units of the picture."""
    a, b = math.radians(longitude), math.radians(max(latitude, LOWEST))
    b2, b4 = b * b, b**4
    x = a * (0.8707 - 0.131979 * b2 + b4 * (-0.013791 + b4 * (0.003971 * b2 - 0.001529 * b4)))
    y = b * (1.007226 + b2 * (0.015085 + b4 * (-0.044475 + 0.028874 * b2 - 0.005916 * b4)))
    top = 1.42  # of the projection at the pole
    return WIDTH / 2 * (1 + x / HALF), WIDTH / 2 * (top - y) / HALF


def shapes(file: Path) -> Iterator[tuple[str, list[Ring]]]:
    """Code ("" where there is none) and rings, in degrees, of each country of a TopoJSON file."""
    topology = json.loads(file.read_text(encoding="utf-8"))
    arcs = [_absolute(arc, topology["transform"]) for arc in topology["arcs"]]
    codes = _codes()
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = codes.get(country.get("id", ""), UNNUMBERED.get(name, ""))
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        yield code, [part for polygon in polygons for ring in polygon for part in cut(_ring(ring, arcs))]


def _absolute(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * kx + dx, y * ky + dy))
    return points


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    turned = [((x - MIDDLE + 180) % 360 - 180, y) for x, y in points]
    unrolled = turned[:1]
    for x, y in turned[1:]:
        before = unrolled[-1][0]
        unrolled.append((before + (x - before + 180) % 360 - 180, y))
    return unrolled


def cut(ring: Ring) -> Iterator[Ring]:
    """The parts of a ring that lie within the picture, those beyond an edge at the other one."""
    for shift in (-360.0, 0.0, 360.0):
        part = [(x + shift, y) for x, y in ring]
        for sign in (1.0, -1.0):
            part = _half(part, sign)
        if len(part) > 2:
            yield [*part, part[0]]


def _half(ring: Ring, sign: float) -> Ring:
    """What lies on one side of an edge (Sutherland and Hodgman 1974)."""
    kept: Ring = []
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, next_inside = sign * x0 <= 180, sign * x1 <= 180
        if inside:
            kept.append((x0, y0))
        if inside != next_inside:
            kept.append((180 * sign, y0 + (y1 - y0) * (180 * sign - x0) / (x1 - x0)))
    return kept


def _codes() -> dict[str, str]:
    """ISO number -> code of the lexicon, by the two letters that both stand for."""
    of_letters = {state.iso2: code for code, state in default_lexicon().states.items() if state.iso2}
    aliases = get_global("territory_aliases")
    return {number: of_letters[two[0]] for number, two in aliases.items() if number.isdigit() and two[0] in of_letters}


def path(ring: Ring) -> str:
    """A closed ring as a path of whole tenths, each point from the one before."""
    points = [tuple(round(10 * value) for value in project(*point)) for point in ring]
    steps = [f"M{points[0][0] / 10:g} {points[0][1] / 10:g}"]
    for (x0, y0), (x1, y1) in pairwise(points):
        if (x0, y0) != (x1, y1):
            steps.append(f"l{(x1 - x0) / 10:g} {(y1 - y0) / 10:g}")
    return "".join(steps) + "z" if len(steps) > 2 else ""


def middle(rings: list[Ring]) -> tuple[float, float]:
    """The centre of mass of the largest ring, as units of the picture."""
    drawn = [[project(*point) for point in ring] for ring in rings]
    best = max(drawn, key=lambda ring: abs(_moments(ring)[0]))
    area, mx, my = _moments(best)
    x, y = (mx / (3 * area), my / (3 * area)) if area else best[0]
    return round(x, 1), round(y, 1)


def _moments(ring: Ring) -> tuple[float, float, float]:
    area = mx = my = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, mx, my = area + cross, mx + (x0 + x1) * cross, my + (y0 + y1) * cross
    return area, mx, my


def main(package: str, target: str) -> None:
    """Writes the outlines."""
    outlines: dict[str, str] = {}
    for code, rings in shapes(Path(package) / "countries-110m.json"):
        if code != ANTARCTICA:
            outlines[code] = outlines.get(code, "") + "".join(map(path, rings))
    points = {code: middle(rings) for code, rings in shapes(Path(package) / "countries-50m.json") if code}
    points.pop(ANTARCTICA)
    written = {
        "source": "Natural Earth (public domain), https://www.naturalearthdata.com, through world-atlas 2.0.2 (ISC)",
        "width": WIDTH,
        "height": round(project(0, LOWEST)[1], 1),
        "points": dict(sorted(points.items())),
        "outlines": dict(sorted(outlines.items())),
    }
    text = json.dumps(written, ensure_ascii=False, indent=0, separators=(",", ":"))
    Path(target).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
