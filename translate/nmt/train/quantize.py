"""8-bit weights and activations, as the engines' kernels have them.

A matrix W becomes round(127 W / max|W|); an activation x becomes round(alpha x)
with an alpha that is fixed beforehand from the largest |x| seen on text. The
kernels take unsigned activations (shifted by 127, undone through the bias) and
add pairs of products in 16 bits with saturation (VPMADDUBSW). `Int8Affine`
does the same in floating point, so that alphas can be judged before a file is
written.
"""
import numpy as np
import torch
from torch import nn

from container import Matrix

CHUNK = 30_000_000      # products in memory at a time


def quantize(weights):
    """Float matrix -> Matrix of the same shape."""
    weights = np.asarray(weights, np.float32)
    multiplier = np.float32(127) / np.float32(max(np.abs(weights).max(), 1e-12))
    return Matrix(np.clip(np.rint(weights * multiplier), -127, 127).astype(np.int8), multiplier)


class Int8Affine(nn.Module):
    """x W + b in 8 bits. `weights`: Matrix (outputs, inputs); alpha: multiplier of x."""

    def __init__(self, weights, alpha, bias, device='cpu'):
        super().__init__()
        f = np.float32
        self.alpha = float(alpha)
        self.unscale = float(f(1) / f(f(alpha) * weights.multiplier))
        shift = weights.bytes.astype(np.int64).sum(1).astype(f) * f(-127) * f(self.unscale)
        self.weights = torch.from_numpy(weights.bytes.astype(f)).to(device)
        self.bias = torch.from_numpy(shift if bias is None else shift + bias).to(device)
        self.saturated = self.added = 0

    def forward(self, x, columns=None):
        """x (..., K) -> (..., N), or (..., len(columns))."""
        w, b = (self.weights, self.bias) if columns is None else (self.weights[columns], self.bias[columns])
        rows = (x.float() * self.alpha).round().clamp(-127, 127).reshape(-1, x.shape[-1]) + 127
        out, step = [], max(1, CHUNK // w.numel())
        for part in rows.split(step):
            part = part[:, None]
            pairs = part[..., 0::2] * w[:, 0::2] + part[..., 1::2] * w[:, 1::2]
            kept = pairs.clamp(-32768, 32767)
            self.saturated += int((pairs != kept).sum())
            self.added += pairs.numel()
            out.append(kept.sum(-1, dtype=torch.float64))
        y = torch.cat(out).float() * self.unscale + b
        return y.reshape(*x.shape[:-1], len(w))


class Int8Output(Int8Affine):
    """Stands in for model.Output, whose table is an argument."""

    def forward(self, y, table, columns=None):
        return super().forward(y, columns)


def simulate(model, products, alphas, table_name):
    """Replaces every product of the model, and its table, by what 8 bits leave of them; returns the new parts.

    `products`: (name, bias's name or None, Affine) of them, as marian.products gives.
    """
    device, parts = model.table.device, {}
    for name, bias, part in products:
        b = part.bias.detach().cpu().numpy() if bias else None
        parts[part] = Int8Affine(quantize(part.weight.detach().cpu().numpy()), alphas[name], b, device)
    for owner in list(model.modules()):
        for name, child in list(owner.named_children()):
            if child in parts:
                setattr(owner, name, parts[child])
    table = quantize(model.table.detach().cpu().numpy())
    coarse = table.bytes * (np.float32(1) / table.multiplier)
    with torch.no_grad():
        model.table.copy_(torch.from_numpy(coarse))
    model.output = Int8Output(quantize(coarse), alphas[table_name], model.output.bias.detach().cpu().numpy(), device)
    return [*parts.values(), model.output]


class Maxima:
    """Records the largest |input| of each call of the given modules, sentence by sentence.

    modules: {name: module}. Used as a context; afterwards `seen[name]` has one number a call.
    """

    def __init__(self, modules):
        self.modules, self.seen, self.handles = modules, {name: [] for name in modules}, []

    def __enter__(self):
        for name, module in self.modules.items():
            self.handles.append(module.register_forward_pre_hook(self.hook(name)))
        return self

    def hook(self, name):
        return lambda module, inputs: self.seen[name].append(float(inputs[0].detach().abs().float().max()))

    def __exit__(self, *_):
        for handle in self.handles:
            handle.remove()

    def alphas(self, method):
        """{name: multiplier}. Methods: 'max'; 'marian', mean of the maxima and 1.1 deviations; 'pNN', a percentile."""
        top = {'max': np.max, 'marian': lambda m: m.mean() + 1.1 * m.std()}.get(method)
        if top is None:
            share = float(method.removeprefix('p'))
            top = lambda m: np.percentile(m, share)
        return {name: np.float32(127.0 / max(top(np.array(m)), 1e-6)) for name, m in self.seen.items()}
