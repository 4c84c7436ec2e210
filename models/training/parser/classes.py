"""The scene classes and the merged groups they are judged by: the one definition on the Python side."""

from __future__ import annotations

#: Order is the contract of the ``scene-parser`` graph's output channels.
SCENE_CLASSES = (
    "sky", "cloud", "still_water", "moving_water", "waterfall", "foliage", "grass", "fire",
    "smoke", "face", "hair", "body", "animal", "flag", "built", "ground",
)
CLASS_INDEX = {name: index for index, name in enumerate(SCENE_CLASSES)}
#: Label value of cells that neither train nor test.
IGNORE = 255
#: The coarser groups: what a person would call one thing.
MERGED_GROUPS = {
    "sky": ("sky", "cloud"),
    "water": ("still_water", "moving_water", "waterfall"),
    "vegetation": ("foliage", "grass"),
    "person": ("face", "hair", "body"),
    "animal": ("animal",),
    "built_ground": ("built", "ground", "flag"),
    "fire_smoke": ("fire", "smoke"),
}
#: Colours of overlays, RGB 0..255.
PALETTE = (
    (90, 160, 255), (230, 240, 255), (0, 90, 170), (0, 200, 220), (150, 255, 255), (20, 120, 30), (150, 220, 40), (255, 90, 0),
    (150, 130, 150), (255, 200, 170), (120, 60, 20), (220, 60, 150), (250, 220, 0), (160, 0, 255), (130, 130, 130), (170, 130, 80),
)
