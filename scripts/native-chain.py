"""The native peer of the app's frames stage: the same Motion, OpenCV's remap, ffmpeg's x264 and AAC.

`python3 native-chain.py JOB.json`: JOB names photo (PNG at output size), motion (a Motion file), audio (WAV), out (MP4),
framesPerSecond, frameCount. Prints one line of JSON: milliseconds of `read` (photo and maps), `render` (remap, blend, gain)
and `frames` (all, the encoder running beside it as it does in the app).
"""

import base64
import json
import math
import subprocess
import sys
import time

import cv2
import numpy as np

THRESHOLD = 0.4  # MOVING_THRESHOLD of src/shared/motion.ts


def tensor(field: dict) -> np.ndarray:
    """A map of a Motion file."""
    return np.frombuffer(base64.b64decode(field["data"]), "<f4").reshape(field["shape"])


def main() -> None:
    job = json.load(open(sys.argv[1]))
    start = time.perf_counter()
    photo = cv2.imread(job["photo"], cv2.IMREAD_COLOR)
    height, width = photo.shape[:2]
    motion = json.load(open(job["motion"]))
    short, seconds = min(height, width), motion["durationSeconds"]
    grow = lambda maps: np.stack([cv2.resize(np.ascontiguousarray(m), (width, height), interpolation=cv2.INTER_LINEAR) for m in maps])
    fade = np.clip((grow(tensor(motion["moving"]))[0] - THRESHOLD) / (1 - THRESHOLD), 0, 1)
    fade = (fade * fade * (3 - 2 * fade)).astype(np.float32)
    drift = grow(tensor(motion["drift"])) * short * fade
    spectrum, glow = tensor(motion["spectrum"]), tensor(motion["glow"])
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    read = time.perf_counter()

    encoder = subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", f"{width}x{height}", "-r", str(job["framesPerSecond"])]
        + ["-i", "pipe:0", "-i", job["audio"], "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20"]
        + ["-c:a", "aac", "-movflags", "+faststart", "-shortest", job["out"]],
        stdin=subprocess.PIPE,
    )
    rendering = 0.0
    for frame in range(job["frameCount"]):
        begin = time.perf_counter()
        at = frame / job["framesPerSecond"] % seconds
        turn = lambda maps: sum(
            maps[k, 0::2] * (math.cos(2 * math.pi * (k + 1) * at / seconds) - 1) - maps[k, 1::2] * math.sin(2 * math.pi * (k + 1) * at / seconds)
            for k in range(len(maps))
        )
        sway = grow(turn(spectrum)) * short * fade
        parts = []
        for shift in (at, at - seconds):
            parts.append(cv2.remap(photo, x - sway[0] - drift[0] * shift, y - sway[1] - drift[1] * shift, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT))
        weight = at / seconds
        image = cv2.addWeighted(parts[0], 1 - weight, parts[1], weight, 0)
        # Gains are of linear light; the power takes them to sRGB nearly enough for a clock.
        gain = np.maximum(1 + turn(glow), 0) ** (1 / 2.2) - 1
        gains = np.ascontiguousarray((1 + grow(gain[::-1]) * fade).transpose(1, 2, 0))
        image = cv2.multiply(image, gains, dtype=cv2.CV_8U)
        rendering += time.perf_counter() - begin
        encoder.stdin.write(image.tobytes())
    encoder.stdin.close()
    if encoder.wait() != 0:
        sys.exit("ffmpeg failed")
    done = time.perf_counter()
    print(json.dumps({"read": round(1e3 * (read - start)), "render": round(1e3 * rendering), "frames": round(1e3 * (done - read))}))


main()
