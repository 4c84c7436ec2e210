"""The guided filter (He, Sun & Tang, TPAMI 2013) on the motion grid: answers follow the photo's own borders.

In every window each class's probability is fitted as a linear function of colour; a cell takes the mean of all windows it lies in. Inside a
wall or a sky the window votes, so that single cells no longer move by mistake; at an edge of colour nothing leaks across.
Only average pools, products and sums: the graph stays plain.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

#: Half the window's side in cells, and the variance of colour (0..1 squared) below which a difference is no border. Chosen on the dev photos.
RADIUS, SMALLEST_VARIANCE = 4, 3e-4
#: Orthonormal opponent colours: turning the axes changes nothing in the fit, but keeps it exact in 32 bits where all is nearly grey.
AXES = torch.tensor([[3**-0.5] * 3, [2**-0.5, 0.0, -(2**-0.5)], [6**-0.5, -2 * 6**-0.5, 6**-0.5]])


def _mean(x: Tensor) -> Tensor:
    """Mean over the window around each cell, of the cells that lie in the picture; row and column one after the other."""
    side = 2 * RADIUS + 1
    x = F.avg_pool2d(x, (side, 1), 1, (RADIUS, 0), count_include_pad=False)
    return F.avg_pool2d(x, (1, side), 1, (0, RADIUS), count_include_pad=False)


def guided(photo: Tensor, scene: Tensor) -> Tensor:
    """Photo [N,3,h,w] sRGB 0..1 and probabilities [N,C,h,w] on one grid -> probabilities [N,C,h,w], again summing to 1."""
    u, v, w = F.conv2d(photo - 0.5, AXES[:, :, None, None]).split(1, 1)
    products = torch.cat([u, v, w, u * u, u * v, u * w, v * v, v * w, w * w], 1)
    mean_u, mean_v, mean_w, uu, uv, uw, vv, vw, ww = _mean(products).split(1, 1)
    mean_p, up, vp, wp = (_mean(x) for x in (scene, u * scene, v * scene, w * scene))
    up, vp, wp = up - mean_u * mean_p, vp - mean_v * mean_p, wp - mean_w * mean_p
    uu, vv, ww = uu - mean_u * mean_u + SMALLEST_VARIANCE, vv - mean_v * mean_v + SMALLEST_VARIANCE, ww - mean_w * mean_w + SMALLEST_VARIANCE
    uv, uw, vw = uv - mean_u * mean_v, uw - mean_u * mean_w, vw - mean_v * mean_w
    # The inverse of the symmetric 3x3 covariance by its cofactors.
    a, b, c = vv * ww - vw * vw, uw * vw - uv * ww, uv * vw - uw * vv
    d, e, f = uu * ww - uw * uw, uv * uw - uu * vw, uu * vv - uv * uv
    share = 1 / (uu * a + uv * b + uw * c)
    slope_u, slope_v, slope_w = (a * up + b * vp + c * wp) * share, (b * up + d * vp + e * wp) * share, (c * up + e * vp + f * wp) * share
    offset = mean_p - slope_u * mean_u - slope_v * mean_v - slope_w * mean_w
    out = (_mean(slope_u) * u + _mean(slope_v) * v + _mean(slope_w) * w + _mean(offset)).clamp(min=1e-6)
    return out / out.sum(1, keepdim=True)
