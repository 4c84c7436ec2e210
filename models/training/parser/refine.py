"""From polygons to label maps: painter's order, then borders moved to the photo's own edges.

A person draws coarse polygons; a border is therefore only known to within a band. Inside the band each pixel goes to the
class whose colours nearby (both sides' sure pixels, by GrabCut's Gaussian mixtures) explain it; what stays doubtful is
marked IGNORE, so that neither training nor the figures rest on a guess.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from .classes import CLASS_INDEX, IGNORE, SCENE_CLASSES

#: Side length whose square is the area labels are made at; the parser sees photos at the same area.
WORK_SIDE = 256
#: Half width of the doubtful band at a polygon's border, in pixels at WORK_SIDE area (about 2 % of a side).
BAND_RADIUS = 5
#: Half width of the band that stays ignored around the refined border.
IGNORE_RADIUS = 1


def label_file_name(path: str) -> str:
    """``photos/<folder>/<name>.jpg`` -> ``<folder>__<name>.json``."""
    folder, name = path.split("/")[1:3]
    return f"{folder}__{name.rsplit('.', 1)[0]}.json"


def work_size(width: int, height: int, side: int = WORK_SIDE, multiple: int = 32) -> tuple[int, int]:
    """(width, height) in pixels of about side^2 area at the photo's aspect, both multiples of ``multiple``."""
    scale = side / math.sqrt(width * height)
    return tuple(max(multiple, round(v * scale / multiple) * multiple) for v in (width, height))  # type: ignore[return-value]


def rasterise(record: dict[str, Any], width: int, height: int) -> np.ndarray:
    """Label map [height, width] uint8 of a label record; later polygons paint over earlier ones.

    A polygon of class ``ignore`` marks a place nobody can name. Raises KeyError for an unknown class.
    """
    index = CLASS_INDEX | {"ignore": IGNORE}
    labels = np.full((height, width), index[record["default"]], np.uint8)
    for polygon in record["polygons"]:
        points = np.array(polygon["points"], np.float64) / 1000 * [width, height]
        # Four fractional bits keep small faces from losing half their area to rounding.
        cv2.fillPoly(labels, [np.round(points * 16 - 8).astype(np.int32)], index[polygon["class"]], shift=4)
    return labels


def _border_band(labels: np.ndarray, radius: int) -> np.ndarray:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    return cv2.dilate(labels, kernel) != cv2.erode(labels, kernel)


def _thin_parts(labels: np.ndarray, band: np.ndarray) -> np.ndarray:
    """Where a separate part of a class (a mast, a leg, a far bird) lies wholly inside the band: nothing sure to cut it from."""
    thin = np.zeros(labels.shape, bool)
    for cls in np.unique(labels[band]):
        if cls == IGNORE:
            continue
        count, parts = cv2.connectedComponents((labels == cls).astype(np.uint8), connectivity=8)
        sure = np.zeros(count, bool)
        sure[np.unique(parts[~band])] = True
        thin |= (parts > 0) & ~sure[parts]
    return thin


def refine(image: np.ndarray, labels: np.ndarray, band_radius: int = BAND_RADIUS) -> np.ndarray:
    """Refined label map of a BGR image [H,W,3] uint8 and a rasterised map of the same size.

    Each class is cut against the rest by GrabCut with the band as its only unknown; a pixel keeps a class when exactly
    one cut claims it, else its polygon's class if that is among the claimants, else IGNORE. Thin separate parts stay as drawn.
    """
    band = _border_band(labels, band_radius)
    if not band.any():
        return labels.copy()
    claims = np.zeros(labels.shape + (len(SCENE_CLASSES),), bool)
    present = [c for c in np.unique(labels) if c != IGNORE]
    for cls in present:
        inside = labels == cls
        near = cv2.dilate(inside.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=band_radius * 4) > 0
        mask = np.where(inside, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
        mask[inside & ~band] = cv2.GC_FGD
        mask[~inside & ~band] = cv2.GC_BGD
        claims[..., cls] = inside
        if (inside & ~band).sum() < 40 or (near & ~inside & ~band).sum() < 40:
            continue
        rows, columns = np.flatnonzero(near.any(1)), np.flatnonzero(near.any(0))
        window = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        part = mask[window].copy()
        cv2.setRNGSeed(1)
        cv2.grabCut(image[window], part, None, np.zeros((1, 65)), np.zeros((1, 65)), 2, cv2.GC_INIT_WITH_MASK)
        claims[window + (cls,)] = (part == cv2.GC_FGD) | (part == cv2.GC_PR_FGD)
    count = claims.sum(-1)
    refined = labels.copy()
    one = band & (count == 1) & (labels != IGNORE)
    refined[one] = claims.argmax(-1)[one]
    keeps = np.take_along_axis(claims, np.minimum(labels, len(SCENE_CLASSES) - 1)[..., None].astype(np.int64), -1)[..., 0]
    refined[band & (count != 1) & ~keeps] = IGNORE
    smooth = cv2.medianBlur(refined, 3)
    refined[band] = smooth[band]
    thin = _thin_parts(labels, band)
    refined[thin] = labels[thin]
    refined[_border_band(refined, IGNORE_RADIUS)] = IGNORE
    return refined


def refined_label_map(data: Path, record: dict[str, Any], side: int = WORK_SIDE) -> np.ndarray:
    """Label map [H,W] uint8 of a label record at about side^2 area, the photo read from the data folder."""
    image = cv2.imread(str(data / record["path"]))
    if image is None:
        raise FileNotFoundError(data / record["path"])
    width, height = work_size(image.shape[1], image.shape[0], side)
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    coarse = rasterise(record, width, height)
    return coarse if record.get("refine") is False else refine(small, coarse)
