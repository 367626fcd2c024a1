"""The recurrence of the student's decoder: SSRU, Kim et al. 2019.

"From Research to Production and Back: Ludicrously Fast Neural Machine
Translation" (WNGT 2019) simplifies the simple recurrent unit of Lei et al.
2018: a forget gate f = sigmoid(x Wf + bf), a cell c' = f c + (1 - f) x W, and
relu(c') as output. The cell is the only state between steps, and all products
are made for a whole sentence at once; what remains is a linear recurrence,
which training computes as a parallel prefix scan (Blelloch 1990).
"""
import torch
from torch import nn

from layers import Affine, Norm


def scan(f, b):
    """c with c[:, t] = f[:, t] c[:, t-1] + b[:, t] and c[:, -1] = 0, in log2(T) doublings.

    f, b and c are (B,T,D).
    """
    reach, length = 1, b.shape[1]
    while reach < length:
        b = torch.cat([b[:, :reach], b[:, reach:] + f[:, reach:] * b[:, :-reach]], 1)
        if 2 * reach < length:
            f = torch.cat([f[:, :reach], f[:, reach:] * f[:, :-reach]], 1)
        reach *= 2
    return b


class Scan(torch.autograd.Function):
    """scan with a gradient that is a scan itself, from the end, and keeps two tensors rather than 2 log2(T)."""

    @staticmethod
    def forward(ctx, f, b):
        c = scan(f, b)
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, grad):
        f, c = ctx.saved_tensors
        zero = torch.zeros_like(f[:, :1])
        following = torch.cat([f[:, 1:], zero], 1)
        grad_b = scan(following.flip(1), grad.flip(1)).flip(1)
        return grad_b * torch.cat([zero, c[:, :-1]], 1), grad_b


class SSRU(nn.Module):
    """norm(relu(c) + x). Gates and cells are in 32 bits, whatever the rest is in."""

    def __init__(self, dim, dropout):
        super().__init__()
        self.cell, self.forget = Affine(dim, dim, bias=False), Affine(dim, dim)
        self.norm, self.drop = Norm(dim), nn.Dropout(dropout)

    def forward(self, x):
        """x (B,T,D) -> (B,T,D)."""
        f = torch.sigmoid(self.forget(x).float())
        c = Scan.apply(f, (1 - f) * self.cell(x).float())
        return self.norm(self.drop(torch.relu(c)) + x)

    def step(self, x, c):
        """One position: x (B,1,D) and the cell (B,1,D) -> output and next cell."""
        f = torch.sigmoid(self.forget(x).float())
        c = f * c + (1 - f) * self.cell(x).float()
        return self.norm(torch.relu(c) + x), c
