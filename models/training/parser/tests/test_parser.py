"""Fast checks of the parser's data tools; none needs the photos."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from parser import augment, composite, light
from parser.classes import CLASS_INDEX, IGNORE, MERGED_GROUPS, SCENE_CLASSES
from parser.average import average_states
from parser.curve import draw, read_log
from parser.data import EXTRA_LABELS, Sample, choose_grid, dropped, split_of
from parser.evaluate import confusion, figures, iou, merged
from parser.refine import label_file_name, rasterise, refine, work_size
from parser.split import HELD_OUT_SOURCES, group_of, split_paths
from parser.net import DEFAULT_BACKBONE, STILLNESS, load_exported, make_net
from parser.train import loss_of, pointwise_in_bfloat16, soft_targets
from parser.write_labels import parse_polygon

TRAINING = Path(__file__).resolve().parents[2]


def record(*polygons, default="built"):
    return {"default": default, "polygons": [{"class": c, "points": p} for c, p in polygons]}


def test_rasterise_paints_in_order_and_scales():
    labels = rasterise(record(("sky", [[0, 0], [1000, 0], [1000, 500], [0, 500]]), ("animal", [[0, 0], [500, 0], [500, 1000], [0, 1000]])), 200, 100)
    assert labels.shape == (100, 200)
    assert labels[10, 50] == CLASS_INDEX["animal"] and labels[90, 50] == CLASS_INDEX["animal"]
    assert labels[10, 150] == CLASS_INDEX["sky"] and labels[90, 150] == CLASS_INDEX["built"]
    assert abs((labels == CLASS_INDEX["animal"]).mean() - 0.5) < 0.01


def test_rasterise_refuses_unknown_class():
    with pytest.raises(KeyError):
        rasterise(record(("cheese", [[0, 0], [1, 0], [1, 1]])), 10, 10)


def test_refine_moves_a_sloppy_border_to_the_edge():
    image = np.full((192, 256, 3), (200, 140, 60), np.uint8)
    image[100:] = (30, 60, 40)
    image = np.clip(image + np.random.default_rng(0).normal(0, 6, image.shape), 0, 255).astype(np.uint8)
    sloppy = rasterise(record(("sky", [[0, 0], [1000, 0], [1000, 500], [0, 540]]), default="foliage"), 256, 192)
    truth = np.where(np.arange(192)[:, None] < 100, CLASS_INDEX["sky"], CLASS_INDEX["foliage"]) + np.zeros((1, 256), int)
    refined = refine(image, sloppy)
    sure = refined != IGNORE
    assert (refined[sure] != truth[sure]).mean() < 0.002 < (sloppy != truth).mean()
    assert sure.mean() > 0.95
    assert (refined[96:104] == IGNORE).any()


def test_polygons_in_short_form():
    box = parse_polygon("sky box 0,0 1000,250", (400, 200))
    assert box["points"] == [[0, 0], [1000, 0], [1000, 250], [0, 250]]
    oval = np.array(parse_polygon("face oval 500,500 100,200", (400, 200))["points"])
    assert np.allclose(oval.min(0), (400, 300)) and np.allclose(oval.max(0), (600, 700))
    with pytest.raises(ValueError):
        parse_polygon("cheese 0,0 1,0 1,1", (4, 4))


def test_split_keeps_groups_whole_and_old_photos_in_place():
    paths = [f"photos/a/sea-{i:03d}.jpg" for i in range(60)] + [f"photos/humus-cubemaps/{p}_{f}.jpg" for p in ("x", "y", "z") for f in ("negx", "posx", "posy")]
    paths += [f"photos/{HELD_OUT_SOURCES[0]}/one.jpg"]
    train, held = split_paths(paths)
    assert sorted(train + held) == sorted(paths) and not set(train) & set(held)
    assert not {group_of(p) for p in train} & {group_of(p) for p in held}
    assert f"photos/{HELD_OUT_SOURCES[0]}/one.jpg" in held
    assert 6 <= sum("sea" in p for p in held) <= 12
    assert split_paths(paths[::-1]) == (train, held)


def test_frozen_split_and_labels_agree():
    splits = json.loads((TRAINING / "splits.json").read_text())
    sides = {side: {e["path"]: e["sha256"] for e in splits[side]} for side in ("train", "heldOut")}
    assert not set(sides["train"]) & set(sides["heldOut"])
    assert not {group_of(p) for p in sides["train"]} & {group_of(p) for p in sides["heldOut"]}
    digests = sides["train"] | sides["heldOut"]
    files = list((TRAINING / "labels").glob("*.json"))
    assert len(files) > 300
    for file in files:
        entry = json.loads(file.read_text())
        assert file.name == label_file_name(entry["path"])
        assert digests[entry["path"]] == entry["sha256"]
        labels = rasterise(entry, *work_size(*entry["size"]))
        assert ((labels < len(SCENE_CLASSES)) | (labels == IGNORE)).all()


@pytest.mark.parametrize("size,grid", [((1000, 1000), (64, 64)), ((1920, 1080), (48, 88)), ((720, 1280), (88, 48)), ((21, 9), (40, 96)), ((9, 21), (96, 40)), ((3, 2), (48, 72))])
def test_grid_of_an_aspect(size, grid):
    assert choose_grid(*size) == grid


def test_iou_and_merging():
    truth = np.array([[0, 0, 1, 1], [14, 15, IGNORE, 9]], np.uint8)
    guess = np.array([[0, 1, 1, 1], [15, 15, 3, 9]])
    matrix = confusion(truth, guess, 16)
    assert matrix.sum() == 7
    assert np.isclose(iou(matrix)[0], 1 / 2) and np.isclose(iou(matrix)[1], 2 / 3) and np.isnan(iou(matrix)[5])
    groups = dict(zip(MERGED_GROUPS, iou(merged(matrix))))
    assert groups["sky"] == 1 and groups["built_ground"] == 1 and groups["person"] == 1
    assert sorted(c for g in MERGED_GROUPS.values() for c in g) == sorted(SCENE_CLASSES)
    assert figures(matrix[None])["calledMoving"]["built"] == 0


def test_soft_targets_share_cells_and_skip_the_unknown():
    labels = torch.full((1, 8, 8), IGNORE, dtype=torch.uint8)
    labels[:, :4, :4] = 3
    labels[:, :2, :4] = 5
    labels[:, 4:, 4:] = composite.NOT_SKY
    shares, not_sky = soft_targets(labels)
    assert torch.allclose(shares[0, [3, 5], 0, 0], torch.tensor([0.5, 0.5])) and shares[0, :, 0, 1].sum() == 0
    assert not_sky[0, 1, 1] == 1 and not_sky[0, 0, 0] == 0


def test_loss_falls_towards_the_truth_and_punishes_melting():
    labels = torch.full((1, 32, 32), CLASS_INDEX["body"], dtype=torch.uint8)
    def loss(cls):
        logits = torch.zeros(1, 16, 8, 8)
        logits[:, CLASS_INDEX[cls]] = 4
        return float(loss_of(logits, labels, torch.ones(16)))
    assert loss("body") < loss("built") < loss("moving_water")


@pytest.mark.parametrize("paint,cls", [(composite.add_fire, "fire"), (composite.add_smoke, "smoke"), (composite.add_waterfall, "waterfall")])
def test_drawn_elements_mark_what_they_change(paint, cls):
    image, labels = np.full((160, 224, 3), 70, np.uint8), np.full((160, 224), CLASS_INDEX["ground"], np.uint8)
    seen = 0
    for seed in range(6):
        out, marks = paint(np.random.default_rng(seed), image, labels)
        inside = marks == CLASS_INDEX[cls]
        seen += inside.sum()
        assert set(np.unique(marks)) <= {CLASS_INDEX["ground"], CLASS_INDEX[cls], IGNORE}
        if inside.sum() > 50:
            change = np.abs(out.astype(int) - 70).sum(-1)
            assert change[inside].mean() > 30
    assert seen > 500


def test_cutout_mask_is_exact():
    cut = np.zeros((60, 60, 4), np.uint8)
    cv2.circle(cut, (30, 30), 25, (10, 200, 240, 255), -1)
    out, marks = composite.paste_cutout(np.random.default_rng(4), np.full((128, 128, 3), 90, np.uint8), np.full((128, 128), 15, np.uint8), cut, CLASS_INDEX["animal"])
    inside = marks == CLASS_INDEX["animal"]
    assert inside.sum() > 100 and (np.abs(out[marks == 15].astype(int) - 90) < 30).all()
    assert np.abs(out[inside].astype(int) - 90).sum(-1).mean() > 60


def test_thin_separate_parts_survive_refining():
    image = np.full((192, 256, 3), 200, np.uint8)
    labels = np.full((192, 256), CLASS_INDEX["sky"], np.uint8)
    labels[120:] = CLASS_INDEX["ground"]
    labels[20:90, 128:131] = CLASS_INDEX["built"]
    image[labels != CLASS_INDEX["sky"]] = 60
    refined = refine(image, labels)
    assert (refined[30:80, 129] == CLASS_INDEX["built"]).all()
    assert (refined[10, :] == CLASS_INDEX["sky"]).all()


def scene(seed=0, height=128, width=160):
    rng = np.random.default_rng(seed)
    labels = np.full((height, width), CLASS_INDEX["sky"], np.uint8)
    labels[height // 2 :] = CLASS_INDEX["grass"]
    labels[40:90, 60:90] = CLASS_INDEX["animal"]
    image = np.where((labels == CLASS_INDEX["sky"])[..., None], 200, 90) + rng.normal(0, 25, (height, width, 3))
    return image.clip(0, 255).astype(np.uint8), labels


def test_a_deck_covers_what_it_is_laid_on_and_is_built():
    for seed in range(5):
        image, labels = scene(seed)
        out, marks = augment.lay_deck(np.random.default_rng(seed), image, labels)
        new = marks != labels
        assert new.any() and (marks[new] == CLASS_INDEX["built"]).all()
        assert (out[:30] == image[:30]).all()
        assert (out[new].astype(int) != image[new]).mean() > 0.5


def test_textures_are_pure_and_keep_their_class():
    image, labels = scene()
    found = augment.texture_rectangles([Sample("one", np.repeat(np.repeat(image, 2, 0), 2, 1), np.repeat(np.repeat(labels, 2, 0), 2, 1))])
    assert len(found[CLASS_INDEX["grass"]]) == 1 and not found[CLASS_INDEX["built"]]
    assert found[CLASS_INDEX["grass"]][0].mean() < 120
    changed = 0
    for seed in range(6):
        _, marks = augment.lay_texture(np.random.default_rng(seed), image, np.full_like(labels, CLASS_INDEX["sky"]), found)
        changed += (marks == CLASS_INDEX["grass"]).sum()
        assert set(np.unique(marks)) <= {CLASS_INDEX["sky"], CLASS_INDEX["grass"], IGNORE}
    assert changed > 2000


def test_a_mirrored_shore_is_still_water_below_one_line():
    image, labels = scene()
    _, marks = augment.mirror_shore(np.random.default_rng(2), image, labels)
    water = marks == CLASS_INDEX["still_water"]
    assert water.mean() > 0.1 and not water[:40].any() and water[-1].all()


def test_blur_spares_the_subject_and_the_labels():
    image, labels = scene()
    out, marks = light.blur_background(np.random.default_rng(1), image, labels)
    assert (marks == labels).all()
    sharp = lambda a, m: cv2.Laplacian(a.astype(np.float32), cv2.CV_32F)[m].std()  # noqa: E731
    subject = cv2.erode((labels == CLASS_INDEX["animal"]).astype(np.uint8), np.ones((9, 9))) > 0
    grass = np.zeros_like(subject)
    grass[110:] = True
    assert sharp(out, subject) > 0.9 * sharp(image, subject)
    assert sharp(out, grass) < 0.4 * sharp(image, grass)


def test_a_pasted_subject_brings_its_labels():
    donor = scene(3)
    image = np.full((128, 160, 3), 20, np.uint8)
    labels = np.full((128, 160), CLASS_INDEX["built"], np.uint8)
    out, marks = augment.paste_subject(np.random.default_rng(0), image, labels, donor)
    inside = marks == CLASS_INDEX["animal"]
    assert inside.sum() > 50 and out[inside].mean() > 60
    assert (out[marks == CLASS_INDEX["built"]] < 70).mean() > 0.95


def test_nothing_is_wholly_static_and_never_a_plain_bright_field():
    for seed in range(12):
        image, marks = augment.nothing(np.random.default_rng(seed), 64, 96)
        assert (marks == CLASS_INDEX["built"]).all() and image.shape == (64, 96, 3)
        assert image.mean() < 40 or image.std() > 2


def test_what_is_seen_from_above_is_one_class_everywhere():
    pieces = {CLASS_INDEX[c]: [] for c in augment.TEXTURE_SHARES}
    assert augment.overhead(np.random.default_rng(0), 64, 96, pieces) is None
    pieces[CLASS_INDEX["grass"]] = [np.full((40, 60, 3), (20, 120, 30), np.uint8), np.full((50, 50, 3), (30, 160, 40), np.uint8)]
    brightness = []
    for seed in range(20):
        image, marks = augment.overhead(np.random.default_rng(seed), 64, 96, pieces)
        assert image.shape == (64, 96, 3) and image.dtype == np.uint8 and (marks == CLASS_INDEX["grass"]).all()
        brightness.append(image.mean())
    assert min(brightness) < 30 < 50 < max(brightness)


def test_night_dims_and_haze_pales():
    image, labels = scene()
    assert light.night(np.random.default_rng(0), image, labels)[0].mean() < 0.7 * image.mean()
    assert light.haze(np.random.default_rng(0), image, labels)[0].std() < image.std()


def test_export_takes_the_training_weights_off(tmp_path):
    net = make_net(pretrained=False)
    weights = torch.ones(16)
    weights[CLASS_INDEX["fire"]] = 4.0
    photo = torch.rand(1, 3, 64, 64)
    answers = []
    for w in (torch.ones(16), weights):
        torch.save({"net": net.state_dict(), "step": 3, "classWeights": w, "backbone": DEFAULT_BACKBONE}, tmp_path / "a.pt")
        graph, steps, backbone = load_exported(tmp_path / "a.pt")
        assert steps == 3 and backbone == DEFAULT_BACKBONE
        with torch.no_grad():
            answers.append(graph.net(photo).softmax(1))
    odds = [a[:, CLASS_INDEX["fire"]] / a[:, CLASS_INDEX["sky"]] for a in answers]
    assert torch.allclose(odds[0] / odds[1], torch.tensor(4.0), rtol=1e-3)
    with torch.no_grad():
        raw = net.eval()(photo).softmax(1)
    shift = (answers[0][:, CLASS_INDEX["built"]] / answers[0][:, CLASS_INDEX["sky"]]) / (raw[:, CLASS_INDEX["built"]] / raw[:, CLASS_INDEX["sky"]])
    assert torch.allclose(shift.log(), torch.tensor(STILLNESS), atol=1e-3)


def test_a_checkpoint_that_names_no_backbone_stands_on_the_first_one(tmp_path):
    net = make_net(pretrained=False, backbone="efficientnet-lite0")
    torch.save({"net": net.state_dict(), "step": 1, "classWeights": torch.ones(16)}, tmp_path / "a.pt")
    graph, _, backbone = load_exported(tmp_path / "a.pt")
    assert backbone == "efficientnet-lite0" and graph(torch.rand(1, 3, 64, 64)).shape == (1, 16, 16, 16)


def test_average_of_checkpoints():
    parts = [{"net": {"w": torch.tensor([v]), "n": torch.tensor(1)}, "step": 2, "classWeights": torch.ones(16)} for v in (0.0, 4.0)]
    mean = average_states(parts, [0.25, 0.75])
    assert mean["net"]["w"].item() == 3 and mean["step"] == 4 and torch.allclose(mean["classWeights"], torch.ones(16))
    with pytest.raises(ValueError):
        average_states(parts, [0.5, 0.6])


def test_extra_labels_have_a_source_each():
    lines = (EXTRA_LABELS / "sources.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    assert {r[0] for r in rows} == {f.stem for f in EXTRA_LABELS.glob("*.png")}
    assert all(len(r) == 6 and r[4] and len(r[5]) == 64 for r in rows)
    for row in rows:
        marks = cv2.imread(str(EXTRA_LABELS / f"{row[0]}.png"), cv2.IMREAD_GRAYSCALE)
        assert ((marks < len(SCENE_CLASSES)) | (marks == IGNORE)).all()


def test_no_photo_is_trained_on_twice_or_judged_on_too():
    digests = {side: [line.split("\t")[5] for line in (EXTRA_LABELS / side / "sources.tsv").read_text().splitlines()[1:]] for side in ("", "dev")}
    frozen = json.loads((TRAINING / "splits.json").read_text())
    assert len(set(digests[""])) == len(digests[""])
    assert not set(digests[""]) & set(digests["dev"])
    assert not set(digests[""] + digests["dev"]) & {e["sha256"] for e in frozen["heldOut"]}
    assert not {f.name for f in EXTRA_LABELS.glob("*.png")} & {f.name for f in (EXTRA_LABELS / "dev").glob("*.png")}


def test_dropped_photos_are_known_by_hash_and_stay_out():
    frozen = {side: {e["path"]: e["sha256"] for e in entries} for side, entries in json.loads((TRAINING / "splits.json").read_text()).items() if side in ("train", "heldOut")}
    rows = [row.split("\t") for row in (TRAINING / "labels-dropped.tsv").read_text().splitlines()[1:]]
    assert all(frozen[side][path] == digest and reason for side, path, digest, reason in rows)
    assert dropped() and dropped() < split_of("train")
    # What is judged on stays the same, whatever is dropped.
    assert not dropped() & split_of("heldOut")


def test_ground_that_moves_costs_more_than_walls_that_do():
    both = torch.full((2, 16, 16), CLASS_INDEX["ground"], dtype=torch.uint8)
    both[1] = CLASS_INDEX["built"]
    ground, wall = torch.zeros(2, 16, 4, 4), torch.zeros(2, 16, 4, 4)
    ground[0, CLASS_INDEX["grass"]] = wall[1, CLASS_INDEX["grass"]] = 3
    assert loss_of(ground, both, torch.ones(16)) > loss_of(wall, both, torch.ones(16))


def test_bfloat16_pointwise_convolutions_stay_close_and_learn():
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Conv2d(8, 8, 3, padding=1, groups=8), torch.nn.Conv2d(8, 4, 1))
    x = torch.randn(2, 8, 12, 12)
    exact = net(x)
    pointwise_in_bfloat16(net)
    near = net(x)
    assert near.dtype == torch.float32
    assert 0 < (near - exact).abs().max() < 0.05
    near.sum().backward()
    assert net[1].weight.grad.dtype == torch.float32 and net[0].weight.grad.abs().sum() > 0


def test_curve_reads_what_training_prints():
    rows = read_log("401 labelled photos\nstep 0 2 s loss 3.000 done 0.00\nstep 50 31 s loss 1.500 done 0.06\nended at step 60, 40 s")
    assert rows.tolist() == [[0, 3], [50, 1.5]]
    picture = draw({"one": rows})
    assert (picture.sum(-1) < 400).sum() > 500
    with pytest.raises(ValueError):
        read_log("nothing here")


def test_dev_photos_are_training_photos_chosen_by_group():
    dev, fit = split_of("dev"), split_of("fit")
    assert dev | fit == split_of("train") and not dev & fit
    assert 0.1 < len(dev) / len(dev | fit) < 0.25
    assert not {group_of(p) for p in dev} & {group_of(p) for p in fit}
