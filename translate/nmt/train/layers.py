"""Layers of the transformer of Vaswani et al. 2017, in the form that Marian gives them.

Layer normalization comes after the residual sum ("post-norm"); attention has
biases everywhere; the feed-forward layer has a rectifier.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

FUSED_ATTENTION = getattr(F, 'scaled_dot_product_attention', None)      # PyTorch 2


class Affine(nn.Linear):
    """x W + b, W normally distributed (Glorot and Bengio 2010).

    Normal rather than uniform: 8-bit kernels add two products in 16 bits and
    saturate, which wide flat weights make happen often.
    """

    def __init__(self, inputs, outputs, bias=True):
        super().__init__(inputs, outputs, bias)
        nn.init.normal_(self.weight, std=math.sqrt(2.0 / (inputs + outputs)))
        if bias:
            nn.init.zeros_(self.bias)


class Norm(nn.LayerNorm):
    def __init__(self, dim):
        super().__init__(dim, eps=1e-6)


def positions(n, dim):
    """(n, dim) position embeddings in float32: sines in the first half, cosines in the second, as Marian has them."""
    half = dim // 2
    step = np.float32(np.log(10000.0)) / np.float32(half - 1)
    rates = np.exp(-np.arange(half, dtype=np.float32) * step)
    angles = np.arange(n, dtype=np.float32)[:, None] * rates
    return torch.from_numpy(np.concatenate([np.sin(angles), np.cos(angles)], 1))


def attend(q, k, v, mask, heads):
    """Attention of q (B,T,D) over k and v (B,S,D); `mask` broadcasts to (B,heads,T,S), True = visible, None = all."""
    q, k, v = (x.view(x.shape[0], x.shape[1], heads, -1).transpose(1, 2) for x in (q, k, v))
    if FUSED_ATTENTION is not None and q.is_cuda:
        out = FUSED_ATTENTION(q, k, v, attn_mask=mask)
    else:
        scores = q @ k.transpose(2, 3) * (q.shape[-1] ** -0.5)
        if mask is not None:
            scores = scores.masked_fill(~mask, -99999999.0)
        out = scores.float().softmax(-1).to(v.dtype) @ v
    return out.transpose(1, 2).reshape(out.shape[0], out.shape[2], -1)


class Attention(nn.Module):
    """norm(out(attention) + x). Keys and values come projected, so that decoding projects them once."""

    def __init__(self, dim, heads, dropout):
        super().__init__()
        self.query, self.key, self.value, self.out = (Affine(dim, dim) for _ in range(4))
        self.norm, self.drop, self.heads = Norm(dim), nn.Dropout(dropout), heads
        self.compiled = None

    def forward(self, x, keys, values, mask):
        """x (B,T,D), keys and values (B,S,D) -> (B,T,D)."""
        run = self.compiled if self.compiled and self.training else Attention.plain
        return run(self, x, keys, values, mask)

    def plain(self, x, keys, values, mask):
        return self.norm(self.drop(self.out(attend(self.query(x), keys, values, mask, self.heads))) + x)


class FeedForward(nn.Module):
    """norm(down(relu(up(x))) + x)."""

    def __init__(self, dim, ffn, dropout):
        super().__init__()
        self.up, self.down, self.norm, self.drop = Affine(dim, ffn), Affine(ffn, dim), Norm(dim), nn.Dropout(dropout)
        self.compiled = None

    def forward(self, x):
        """x (B,T,D) -> (B,T,D)."""
        run = self.compiled if self.compiled and self.training else FeedForward.plain
        return run(self, x)

    def plain(self, x):
        return self.norm(self.drop(self.down(self.drop(F.relu(self.up(x))))) + x)


def compile_layers(model):
    """Let training run these layers through torch.compile: one compilation for all layers of a kind."""
    import torch._dynamo
    torch._dynamo.config.cache_size_limit = 64
    for kind in (Attention, FeedForward):
        compiled = torch.compile(kind.plain, dynamic=True)
        for layer in model.modules():
            if isinstance(layer, kind):
                layer.compiled = compiled
