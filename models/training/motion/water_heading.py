"""Which way open water runs, read off the photo: across its crests, to the shore or to the viewer.

A structure tensor (Foerstner & Guelch 1987; Bigun & Granlund 1987) gives the direction across crests and streaks cell by cell. A plane of water is seen
foreshortened, so that every crest lies nearly flat in the picture: the directions are turned up onto the plane before they are averaged, since a small
tilt in the picture is a large one on the water. Near shores bend waves towards themselves (refraction), which decides where crests say little, and which
of their two sides is ahead. The twin of workers/animation/diffusion/water-heading.ts; shared values stand in water-heading-golden.json of the model.
"""

from __future__ import annotations

import numpy as np

from parser.classes import CLASS_INDEX
from . import grid
from .photo_cues import box_mean, brightness, in_cells, ramp, rank

#: Open water, and the land that is a shore.
WATER, SHORE = ("still_water", "moving_water"), ("ground", "grass")
#: Water is looked at where it covers so much of the picture.
LEAST_WATER = 0.02
#: Focal length of a usual photo, short sides; least distance below the horizon that is reckoned with, short sides.
FOCAL, NEAREST_HORIZON = 1.1, 0.02
#: Slopes steeper than those of so many of the water's pixels count as no more; directions are averaged over so many cells each way,
#: of a photo evened out over so many pixels each way: finer than that is grain.
STEEPEST_RANK, CELLS_AROUND, SMOOTHING = 0.95, 3, 2
#: Agreement of the directions times their coherence below which crests say nothing, and from which on they say all.
CREST_FROM, CREST_TO = 0.25, 0.5
#: So far from straight to the viewer crests are not told from it, degrees; foreshortening is taken for no stronger.
SLACK_DEGREES, FLATTEST = 12.0, 0.3
#: How strongly waves come to the viewer, in the measure of a near shore's length (short sides).
TO_VIEWER = 0.06
#: Land within so many cells of the water's border is its shore; a shore of such a length, straight across slanting crests,
#: turns them round, unless it is so much more behind the water than beside it.
SHORE_CELLS, TURNING_SHORE, ACROSS, OBLIQUE, BEHIND = 3, 0.05, 0.7, 0.5, 2
#: Water's share of the moving kind from which its drift turns, and where it turns wholly.
TURN_FROM, TURN_TO = 0.3, 0.6
DIRECTION_INTENTS = ("direction_left", "direction_right", "direction_up", "direction_down")


def horizon_row(scene: np.ndarray) -> float:
    """Where open water ends above, in rows of [16,h,w] probabilities; above the picture where it reaches the top."""
    h, w = scene.shape[1:]
    water = scene[[CLASS_INDEX[n] for n in WATER]].sum(0)
    rows = np.flatnonzero(water.sum(1) > 0.15 * w)
    first = int(rows[0]) if len(rows) else 0
    return first - 0.02 * h if first > 0.12 * h else -0.3 * h


def _crests(photo: np.ndarray, inner: np.ndarray, foreshortening: np.ndarray, across: np.ndarray) -> tuple[float, float]:
    """(angle of the crests' normal on the plane of water in 0..pi, 0 right and pi/2 to the viewer; certainty 0..1) over the cells ``inner`` [h,w].

    ``foreshortening`` [h,w] of the plane, ``across`` [h,w] distance from the middle, in distances of the plane."""
    y = box_mean(brightness(photo), SMOOTHING)
    padded = np.pad(y, 1, mode="edge")
    gx, gy = (padded[1:-1, 2:] - padded[1:-1, :-2]) / 2, (padded[2:, 1:-1] - padded[:-2, 1:-1]) / 2
    steep = np.sqrt(gx * gx + gy * gy)
    most = rank(in_cells(steep)[inner > 0], STEEPEST_RANK)
    held = np.minimum(1, most / np.maximum(steep, 1e-9))
    gx, gy = gx * held, gy * held
    weight = np.maximum(box_mean(inner, CELLS_AROUND), 1e-3)
    real, imaginary, power = (
        box_mean((in_cells(v).mean((2, 3)) * inner).astype(np.float32), CELLS_AROUND) / weight for v in (gx * gx - gy * gy, 2 * gx * gy, gx * gx + gy * gy)
    )
    angle = np.arctan2(imaginary, real) / 2
    coherence = np.hypot(real, imaginary) / (power + 1e-9)
    normal = np.arctan2(foreshortening * (np.sin(angle) + across * np.cos(angle)), np.cos(angle))
    counts = (inner * coherence * np.sqrt(np.maximum(power, 0))).astype(np.float64)
    mean = (counts * np.exp(2j * normal)).sum() / max(float(counts.sum()), 1e-12)
    return float(np.angle(mean) / 2 % np.pi), float(abs(mean) * (coherence * inner).sum() / inner.sum())


def _shore(scene: np.ndarray, water: np.ndarray, foreshortening: np.ndarray) -> np.ndarray:
    """[2] the way to the near shores, x and y: the sum over the water's borders with land, weighted by nearness, short sides."""
    h, w = water.shape
    land = scene[[CLASS_INDEX[n] for n in SHORE]].sum(0) > 0.5
    way = np.zeros(2)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        def beyond(map_: np.ndarray, steps: int, outside: bool) -> np.ndarray:
            padded = np.pad(map_, steps, constant_values=outside)
            return padded[steps * (1 + dy) : steps * (1 + dy) + h, steps * (1 + dx) : steps * (1 + dx) + w]

        near = np.any([beyond(land, steps, False) for steps in range(1, SHORE_CELLS + 1)], axis=0)
        border = water & ~beyond(water, 1, True) & near
        way += np.array([dx, dy]) * float((border * foreshortening).sum())
    return way / min(h, w)


def water_heading(photo: np.ndarray, scene: np.ndarray) -> tuple[float, float] | None:
    """Unit vector (x, y; +y down) along which open water of a photo [3,4h,4w], 0..1, runs in the picture; ``scene`` [16,h,w] probabilities.
    None where there is hardly any."""
    h, w = scene.shape[1:]
    short = min(h, w)
    water = scene[[CLASS_INDEX[n] for n in WATER]].sum(0) > 0.5
    # Borders of the water are edges of something else.
    inner = (box_mean(water.astype(np.float32), 1) > 0.999).astype(np.float32)
    if inner.mean() < LEAST_WATER:
        return None
    horizon = horizon_row(scene)
    columns, rows = np.meshgrid(np.arange(w) + 0.5, np.arange(h) + 0.5)
    below = np.maximum((rows - horizon) / short, NEAREST_HORIZON)
    foreshortening = np.minimum(below / FOCAL, 1)
    normal, certainty = _crests(photo, inner, foreshortening, (columns - w / 2) / short / below)
    shore = _shore(scene, water, foreshortening)
    from_above = horizon <= 0
    # Land behind the water is no shore that waves run to, unless the water is looked down at.
    ahead = np.zeros(2) if shore[1] < -abs(shore[0]) and not from_above else shore if from_above else np.maximum(shore, (-np.inf, 0))
    usual = ahead + (0, TO_VIEWER)
    usual = usual / max(float(np.hypot(*usual)), 1e-9)
    lean = np.degrees(normal) - 90
    # What can't be told from straight to the viewer leaves the say to the shore.
    certainty *= float(ramp(abs(lean), SLACK_DEGREES, 2 * SLACK_DEGREES))
    lean = np.radians(np.sign(lean) * max(0, abs(lean) - SLACK_DEGREES))
    flat = max(FLATTEST, float(foreshortening[water].mean()))
    crest = np.array([-np.sin(lean), flat * np.cos(lean)])
    crest = crest / np.hypot(*crest)
    length = float(np.hypot(*shore))
    along = float(shore @ (np.cos(normal), np.sin(normal))) / max(length, 1e-9)
    beside = from_above or (abs(np.cos(normal)) > OBLIQUE and shore[1] > -BEHIND * abs(shore[0]))
    if length > TURNING_SHORE and along < -ACROSS and beside:
        crest = -crest
    elif float(crest @ ahead) < 0:
        # Waves don't run away from a shore: what was read is something else.
        certainty = 0
    trust = float(ramp(certainty, CREST_FROM, CREST_TO))
    way = (1 - trust) * usual + trust * crest
    size = float(np.hypot(*way))
    return None if size < 1e-6 else (float(way[0]) / size, float(way[1]) / size)


def steer_water(motion: np.ndarray, scene: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """[31,h,w] a motion whose drift of running open water is turned as a whole, so that its mean goes along :func:`water_heading`; no speed
    changes. Not for a prompt that names a direction."""
    heading = water_heading(photo, scene)
    moving, still = scene[CLASS_INDEX["moving_water"]], scene[CLASS_INDEX["still_water"]]
    water = moving + still
    turned = ramp(moving / np.maximum(water, 1e-6), TURN_FROM, TURN_TO) * (water > 0.5)
    mean = (motion[grid.DRIFT] * turned).sum((1, 2), dtype=np.float64)
    out = motion.copy()
    if heading is None or float(np.hypot(*mean)) < 1e-9:
        return out
    angle = np.angle(complex(*heading) * np.conj(complex(*mean))) * turned
    x, y = motion[0], motion[1]
    out[0], out[1] = x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)
    return out
