"""Figures of the denoiser: ``./evaluate --data DIR`` (the command that the cards quote).

Deterministic: fixed photos (the held-out side of splits.json that has a label), fixed seeds, committed graphs. Every motion is
made from what the app would see: the photo and the scene parser's answer; the labels only judge.

Who is compared: `model`, with what the app does after the net (constraint.py); `previous` (the net of the release before, with
today's constraint); `first` (0.1.0, as it was shipped); `program` (the motion program on the parser's answer, the same noise, no net, and all of the constraint that rests on the class
map); `programPhoto` (the same with all of the constraint, what rests on the photo, too); `still` (frame 0 repeated).
- movingIoU: of `moving` > 0.5 with the labels' moving classes, mean over photos with at least 5 % moving. netMovingIoU is the net's own
  answer before the constraint, with its photo and scene and with ANOTHER photo's photo and scene (what comes after is left out of both,
  since it rests on the class map); constrainedWithAnotherPhoto has the constraint of the right photo after the net of the wrong one.
  movingIoUAboveProgram: its difference to the program's a photo, with the 95 % interval.
- calledMoving: share of the cells of each kind of thing (label > 0.7) that move in the film.
- static*/moving*: mean displacement (short sides), drift (short sides per second) and change of gain in cells whose label is static /
  moving, faded by `moving` as the renderer does. stillPhotos: photos without moving classes where < 1 % of the cells move.
- roughness, steepest: measures.py. diversity: unlike() of two seeds' oscillation.
- directionFollowed: "left" / "right" and the sign of the mean drift. excludeFollowed / onlyFollowed: of two large things the
  one named is left out (or alone moves), by fade, against half of the other. strength: size at 0.9 against 0.1, of photos that
  the constraint does not still altogether (blurred backdrops of people and things).
- flowError: angle between drift and the flow that a person drew on the photo's running water; the program is not told it. headings: the same for
  all waters whose heading was drawn (headings.py), of which most are training photos.
- steps: unlike() against 32 steps; clips: distance to held-out real clips (clips.py): log-spectral distance of the oscillation; direction
  error of the drift, only where something drifts (clouds, water; 90 is chance, and what a photo can't show); axis error, 0..90, of
  the drift there and of the oscillation elsewhere (45 is chance).
- aspects and badInput: cut to 9:21 .. 21:9; pictures in which nothing moves (stills.py, seeds not used in training).
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from manifest import MODELS_DIR
from parser.classes import CLASS_INDEX
from prompt.intents import GROUPS
from . import clips, grid, headings
from .cases import SECONDS, Case, First, Model, Program, load_cases, previous_release, prompt_vector, released
from .film import fade, sheet
from .measures import axis_turn, drift_size, figures_of, log_spectral_distance, main_axis, mean_drift, mean_of, moving_iou, sway_size, turn, unlike
from .scenes import Base
from .stills import make_still

GROUP_PAIRS = (("sky", "plants"), ("sky", "sea"), ("sea", "plants"))
STEP_COUNTS = (1, 2, 3, 4, 8)
#: Kinds of things for calledMoving.
KINDS = {
    "sky": ("sky", "cloud"), "water": ("still_water", "moving_water", "waterfall"), "plants": ("foliage", "grass"),
    "ground": ("ground",), "built": ("built",), "living": ("face", "hair", "body", "animal"),
}
#: Regions of clips that drift as a whole; the others sway.
DRIFTING_REGIONS = ("cloud", "moving_water")
ASPECTS = (9 / 21, 9 / 16, 1.0, 16 / 9, 21 / 9)


def paired(differences: np.ndarray) -> dict[str, float]:
    """Mean of differences a photo and its 95 % interval (bootstrap over photos, 10,000 draws, fixed seed)."""
    known = differences[np.isfinite(differences)]
    means = known[np.random.default_rng(0).integers(0, len(known), (10_000, len(known)))].mean(1)
    low, high = np.percentile(means, (2.5, 97.5))
    return {"mean": round(float(known.mean()), 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def compare(model: Model, cases: list[Case], sheets: Path | None) -> dict[str, Any]:
    """The model against its baselines, photo by photo."""
    rivals = {"model": model, "previous": previous_release(), "first": First(), "program": Program(), "programPhoto": Program(sees_photo=True)}
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in rivals}
    called = {name: {kind: [0, 0] for kind in KINDS} for name in rivals}
    flow: dict[str, list[float]] = {name: [] for name in rivals}
    quiet: dict[str, list[bool]] = {name: [] for name in rivals}
    for index, case in enumerate(cases):
        pictures = []
        for name, rival in rivals.items():
            motion = rival.draw(case, 1)
            rows[name].append(figures_of(motion, case))
            seen = fade(motion) > .02
            for kind, classes in KINDS.items():
                where = (case.shares[[CLASS_INDEX[n] for n in classes]].sum(0) > .7) & (case.known > .5)
                called[name][kind][0] += int((seen & where).sum())
                called[name][kind][1] += int(where.sum())
            if case.moving.mean() < .005:
                quiet[name].append(bool(np.mean(fade(motion) > 0) < .01))
            water = case.shares[[CLASS_INDEX["moving_water"], CLASS_INDEX["waterfall"]]].sum(0).mean()
            if case.flow is not None and water > .04:
                along = mean_drift(motion, case, ("moving_water", "waterfall"))
                flow[name].append(turn(along, np.array(case.flow)) if np.hypot(*along) > 1e-4 else 90.0)
            if sheets:
                pictures.append(sheet(case.rgb, motion, SECONDS, label=f"{name} {Path(case.name).stem}"))
        if sheets:
            cv2.imwrite(str(sheets / f"{index:02d}.png"), np.vstack(pictures)[..., ::-1])
    out: dict[str, Any] = {name: mean_of(rows[name]) for name in rivals}
    out["still"] = {k: 0.0 for k in ("movingIoU", "staticSway", "movingSway", "movingDrift")}
    ious = {name: np.array([r["movingIoU"] for r in rows[name]]) for name in rivals}
    out["calledMoving"] = {name: {k: round(a / max(1, b), 4) for k, (a, b) in kinds.items()} for name, kinds in called.items()}
    for name in ("previous", "first", "program"):
        out[f"betterIoUThan{name.capitalize()}"] = f"{int(np.nansum(ious['model'] > ious[name] + 1e-4))} of {int(np.isfinite(ious['model']).sum())}"
    out["movingIoUAboveProgram"] = paired(ious["model"] - ious["program"])
    out["flowError"] = {name: round(float(np.mean(v)), 1) for name, v in flow.items() if v}
    out["flowPhotos"] = len(flow["model"])
    out["stillPhotos"] = {name: f"{sum(v)} of {len(v)}" for name, v in quiet.items()}
    return out


def steer(model: Model, cases: list[Case]) -> dict[str, Any]:
    """Prompts, strength, seeds and another photo's conditioning."""
    rows: dict[str, list] = {k: [] for k in ("own", "wrong", "wrongHeld", "divers", "sides", "sidesPlain", "strength", "exclude", "only")}
    net = Model(model.run, model.steps, model.guidance, model.scales, constrained=False)
    lively = [c for c in cases if c.moving.mean() > 0.05]
    for at, case in enumerate(lively):
        motion, second = model.draw(case, 1), model.draw(case, 2)
        same = [c for c in lively if c is not case and (c.h, c.w) == (case.h, case.w)]
        other = same[at % len(same)] if same else lively[(at + 1) % len(lively)]
        rows["own"].append(moving_iou(net.draw(case, 1), case))
        rows["wrong"].append(moving_iou(net.draw(case, 1, other=other), case))
        rows["wrongHeld"].append(moving_iou(model.draw(case, 1, other=other), case))
        inside = case.moving > 0.9
        rows["divers"].append(unlike(motion[grid.SPECTRUM][:, inside], second[grid.SPECTRUM][:, inside]))
        weak, strong = model.draw(case, 1, strength=.1), model.draw(case, 1, strength=.9)
        sizes = [float((sway_size(m) + drift_size(m))[inside].mean()) for m in (weak, strong)]
        if max(sizes) > 0:
            rows["strength"].append(sizes)
        if np.hypot(*mean_drift(motion, case)) > 5e-4:
            for word, sign in (("direction_left", -1), ("direction_right", 1)):
                for seed in (1, 2):
                    rows["sides"].append(mean_drift(model.draw(case, seed, prompt_vector(word)), case)[0] * sign > 0)
                    if model.guidance != 1:
                        rows["sidesPlain"].append(mean_drift(model.draw(case, seed, prompt_vector(word), guidance=1), case)[0] * sign > 0)
        for group, others in GROUP_PAIRS:
            mine, theirs = (case.shares[[CLASS_INDEX[n] for n in GROUPS[g]]].sum(0) > 0.7 for g in (group, others))
            if min(mine.mean(), theirs.mean()) < 0.06:
                continue
            names = GROUPS[group]
            kept = fade(model.draw(case, 3, prompt_vector(*(f"exclude_{n}" for n in names))))
            rows["exclude"].append(kept[mine].mean() < 0.5 * kept[theirs].mean())
            only = fade(model.draw(case, 3, prompt_vector("only", *(f"element_{n}" for n in names))))
            rows["only"].append(only[theirs].mean() < 0.5 * only[mine].mean())
    out = {
        "netMovingIoU": round(float(np.mean(rows["own"])), 4),
        "netMovingIoUWithAnotherPhoto": round(float(np.mean(rows["wrong"])), 4),
        "netMovingIoUFallsBy": round(float(np.mean(rows["own"]) - np.mean(rows["wrong"])), 4),
        "constrainedWithAnotherPhoto": round(float(np.mean(rows["wrongHeld"])), 4),
        "directionFollowed": round(float(np.mean(rows["sides"])), 4),
        "directionTrials": len(rows["sides"]),
        "excludeFollowed": round(float(np.mean(rows["exclude"])), 4),
        "onlyFollowed": round(float(np.mean(rows["only"])), 4),
        "elementTrials": len(rows["exclude"]),
        "strengthRatio": round(float(np.mean([s / max(w, 1e-9) for w, s in rows["strength"]])), 3),
        "strengthMonotone": round(float(np.mean([s > w for w, s in rows["strength"]])), 4),
        "diversity": round(float(np.mean(rows["divers"])), 4),
    }
    if rows["sidesPlain"]:
        out["directionFollowedWithoutGuidance"] = round(float(np.mean(rows["sidesPlain"])), 4)
    return out


def steps_against_many(model: Model, cases: list[Case]) -> dict[str, Any]:
    """What is lost with few steps, against 32."""
    out: dict[str, Any] = {}
    lively = [c for c in cases if c.moving.mean() > 0.05][::4]
    many = [model.draw(c, 1, steps=32) for c in lively]
    for count in (*STEP_COUNTS, 32):
        drawn = [model.draw(c, 1, steps=count) for c in lively] if count != 32 else many
        out[str(count)] = {
            "unlike32": round(float(np.mean([unlike(a[:30], b[:30]) for a, b in zip(drawn, many)])), 4),
            "movingIoU": round(float(np.mean([moving_iou(m, c) for m, c in zip(drawn, lively)])), 4),
            "movingSway": round(float(np.mean([sway_size(m)[c.moving > .9].mean() for m, c in zip(drawn, lively)])), 6),
            "roughness": round(float(np.nanmean([figures_of(m, c)["roughness"] for m, c in zip(drawn, lively)])), 4),
        }
    return out


def against_clips(model: Model, data: Path, parser_maps: Any) -> dict[str, Any]:
    """Log-spectral distance and direction error to real clips, for the model and the program on the clip's first frame."""
    windows, dropped = clips.load_clips(data)
    rivals = {"model": model, "previous": previous_release(), "first": First(), "program": Program()}
    rows: dict[str, list[tuple[str, float, float, float]]] = {n: [] for n in rivals}
    for window in windows:
        for region in clips.REGIONS[window.clip]:
            if region.name == "still":
                continue
            where = clips.region_mask(region, *window.followed.shape)
            if (where & window.followed).sum() < clips.KEPT * where.sum():
                continue
            where &= window.followed
            labels = np.full(window.frame.shape[:2], CLASS_INDEX[region.name], np.uint8)
            case = Case(Base(window.frame, labels, name=window.clip), parser_maps)
            real, real_drift = clips.harmonic_sizes(window.motion, where), window.motion[grid.DRIFT][:, where].mean(1)
            for name, rival in rivals.items():
                for seed in range(4):
                    motion = rival.draw(case, seed, seconds=clips.WINDOW_SECONDS)
                    motion = motion.copy()
                    motion[:30] *= fade(motion)
                    distance = log_spectral_distance(clips.harmonic_sizes(motion, where), real)
                    drift = motion[grid.DRIFT][:, where].mean(1)
                    if region.name in DRIFTING_REGIONS:
                        known = np.hypot(*drift) > 1e-4
                        angles = (turn(drift, real_drift) if known else 90.0, axis_turn(drift, real_drift) if known else 45.0)
                    else:
                        angles = (float("nan"), axis_turn(main_axis(motion, where), main_axis(window.motion, where)))
                    rows[name].append((window.clip, distance, *angles))
    sources = sorted({r[0] for r in rows["model"]})

    def by_source(name: str, column: int) -> float:
        means = [np.mean([r[column] for r in rows[name] if r[0] == s]) for s in sources]
        return round(float(np.nanmean(means)), 2) if sources else float("nan")

    return {
        "sources": sources,
        "dropped": dropped,
        "logSpectralDistanceDecibels": {n: by_source(n, 1) for n in rivals},
        "directionErrorDegrees": {n: by_source(n, 2) for n in rivals},
        "axisErrorDegrees": {n: by_source(n, 3) for n in rivals},
    }


def odd_input(model: Model, cases: list[Case], parser_maps: Any) -> dict[str, Any]:
    """Extreme aspects and pictures in which nothing moves."""
    aspects: dict[str, Any] = {}
    for aspect in ASPECTS:
        ious, finite = [], True
        for case in [c for c in cases if c.moving.mean() > .3][:6]:
            height, width = case.rgb.shape[:2]
            h, w = (height, round(height * aspect)) if width / height > aspect else (round(width / aspect), width)
            top, left = (height - h) // 2, (width - w) // 2
            labels = cv2.resize(case.shares.argmax(0).astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
            cut = Case(Base(np.ascontiguousarray(case.rgb[top : top + h, left : left + w]), np.ascontiguousarray(labels[top : top + h, left : left + w])), parser_maps)
            motion = model.draw(cut, 1)
            finite = finite and bool(np.isfinite(motion).all())
            ious.append(moving_iou(motion, cut))
        aspects[f"{aspect:.2f}"] = {"finite": finite, "movingIoU": round(float(np.mean(ious)), 3)}
    rng = np.random.default_rng(20261122)
    moved: dict[str, list[float]] = {}
    parsed: dict[str, list[float]] = {}
    for _ in range(40):
        base = make_still(rng)
        case = Case(base, parser_maps)
        moved.setdefault(base.name, []).append(float(np.mean(fade(model.draw(case, 1)) > 0)))
        parsed.setdefault(base.name, []).append(float(np.mean(fade(Program().draw(case, 1)) > 0)))
    return {
        "aspects": aspects,
        "badInputMovingShare": {n: {"model": round(float(np.mean(v)), 4), "program": round(float(np.mean(parsed[n])), 4)} for n, v in sorted(moved.items())},
    }


def main() -> None:
    """Prints the figures of the committed denoiser; --out writes them for the exporter's --quality."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data folder that holds photos/ and clips/")
    parser.add_argument("--model", type=Path, help="another graph than the committed one")
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--side", choices=("heldOut", "train"), default="heldOut", help="train: to calibrate, never to report")
    parser.add_argument("--quick", action="store_true", help="only the comparison with the baselines")
    parser.add_argument("--sheets", type=Path, help="folder for contact sheets (not for the repository: other people's photos)")
    parser.add_argument("--cache", type=Path, help="folder of refined label maps")
    parser.add_argument("--extra", type=Path, help="folder of the photos of labels-extra/sources.tsv, for the headings of water")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    from parser.evaluate import onnx_predictor

    cv2.setNumThreads(1)
    maps = onnx_predictor(MODELS_DIR / "scene-parser" / "scene-parser.onnx")
    start = time.time()
    cases = load_cases(args.data, args.side, args.photos, maps, args.cache)
    if args.sheets:
        args.sheets.mkdir(parents=True, exist_ok=True)
    model = released(args.model)
    figures: dict[str, Any] = {"photos": len(cases), "livelyPhotos": sum(float(c.moving.mean()) > .05 for c in cases)}
    figures |= compare(model, cases, args.sheets)
    if not args.quick:
        figures |= steer(model, cases)
        figures["steps"] = steps_against_many(model, cases)
        figures["clips"] = against_clips(model, args.data, maps)
        figures["headings"] = headings.measure(model, args.data, args.extra, maps, args.cache)
        figures |= odd_input(model, cases, maps)
    print(json.dumps(figures, indent=1))
    print(f"{time.time() - start:.0f} s")
    if args.out:
        args.out.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
