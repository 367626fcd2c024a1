"""The translation model: transformer encoder, and a decoder with SSRU (student) or attention (teacher).

One embedding table serves source, target and output (Press and Wolf 2017).
The student is the shape that Marian and Bergamot run fast on CPUs; the model
file has no place for a teacher.
"""
import torch
import torch.nn.functional as F
from torch import nn

from layers import Affine, Attention, FeedForward, positions
from ssru import SSRU

SHAPES = {
    'tiny': dict(kind='student', dim=256, ffn=1536, enc=6, dec=2, heads=8),
    'base-memory': dict(kind='student', dim=384, ffn=1536, enc=6, dec=4, heads=8),
    'base': dict(kind='student', dim=512, ffn=2048, enc=6, dec=2, heads=8),
    'teacher': dict(kind='teacher', dim=512, ffn=2048, enc=6, dec=6, heads=8),
    'smoke': dict(kind='student', dim=64, ffn=128, enc=2, dec=1, heads=8),
    'smoke-teacher': dict(kind='teacher', dim=64, ffn=128, enc=2, dec=2, heads=8),
}
LONGEST = 1024      # positions


class EncoderLayer(nn.Module):
    def __init__(self, shape, dropout):
        super().__init__()
        self.attention = Attention(shape['dim'], shape['heads'], dropout)
        self.feed = FeedForward(shape['dim'], shape['ffn'], dropout)

    def forward(self, x, mask):
        return self.feed(self.attention(x, self.attention.key(x), self.attention.value(x), mask))


class DecoderLayer(nn.Module):
    """`history` looks at the target so far, `context` at the source."""

    def __init__(self, shape, dropout):
        super().__init__()
        dim, heads = shape['dim'], shape['heads']
        self.recurrent = shape['kind'] == 'student'
        self.history = SSRU(dim, dropout) if self.recurrent else Attention(dim, heads, dropout)
        self.context = Attention(dim, heads, dropout)
        self.feed = FeedForward(dim, shape['ffn'], dropout)

    def forward(self, y, memory, mask, causal):
        """y (B,T,D), memory (B,S,D) -> (B,T,D)."""
        if self.recurrent:
            y = self.history(y)
        else:
            y = self.history(y, self.history.key(y), self.history.value(y), causal)
        y = self.context(y, self.context.key(memory), self.context.value(memory), mask)
        return self.feed(y)

    def begin(self, memory):
        """State before the first step; its tensors have the rows of the batch first."""
        batch, dim = memory.shape[0], memory.shape[2]
        keys, values = self.context.key(memory), self.context.value(memory)
        if self.recurrent:
            return [keys, values, memory.new_zeros(batch, 1, dim, dtype=torch.float32)]
        return [keys, values] + [memory.new_zeros(batch, 0, dim, dtype=keys.dtype) for _ in range(2)]

    def step(self, y, mask, state):
        """One position: y (B,1,D) -> (B,1,D) and the next state."""
        keys, values, *past = state
        if self.recurrent:
            y, cell = self.history.step(y, *past)
            past = [cell]
        else:
            new = self.history.key(y), self.history.value(y)
            past = [torch.cat([old, x.to(old.dtype)], 1) for old, x in zip(past, new)]
            y = self.history(y, *past, None)
        y = self.context(y, keys, values, mask)
        return self.feed(y), [keys, values, *past]


class Output(nn.Module):
    """Logits: y times the embedding table, plus a bias."""

    def __init__(self, vocab):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(vocab))

    def forward(self, y, table, columns=None):
        """y (..., D), table (V,D), `columns` ids or None for all -> (..., V or len(columns))."""
        if columns is None:
            return F.linear(y, table, self.bias)
        return F.linear(y, table[columns], self.bias[columns])


class Model(nn.Module):
    """`config` has the keys of SHAPES' values and vocab, pair ('en-id', 'id-en' or 'both'), perhaps dropout."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        dim, dropout = config['dim'], config.get('dropout', 0.0)
        self.table = nn.Parameter(torch.randn(config['vocab'], dim) * dim ** -0.5)
        self.encoder = nn.ModuleList(EncoderLayer(config, dropout) for _ in range(config['enc']))
        self.decoder = nn.ModuleList(DecoderLayer(config, dropout) for _ in range(config['dec']))
        self.output = Output(config['vocab'])
        # Scaled by depth, a usual remedy for the slow start of deep post-norm stacks (Zhang et al. 2019).
        with torch.no_grad():
            for stack in (self.encoder, self.decoder):
                for depth, layer in enumerate(stack, 1):
                    for part in layer.modules():
                        if isinstance(part, Affine):
                            part.weight.mul_(depth ** -0.5)
        self.drop, self.scale = nn.Dropout(dropout), dim ** 0.5
        self.register_buffer('positions', positions(LONGEST, dim), persistent=False)

    def embed(self, ids):
        return F.embedding(ids, self.table) * self.scale

    def encode(self, source, mask):
        """source and mask (B,S) -> memory (B,S,D)."""
        x = self.drop(self.embed(source) + self.positions[:source.shape[1]])
        for layer in self.encoder:
            x = layer(x, mask[:, None, None, :])
        return x

    def forward(self, source, mask, target):
        """States (B,T,D) that predict target[:, t] from target[:, :t]; the first input is all zero."""
        memory = self.encode(source, mask)
        length = target.shape[1]
        y = F.pad(self.embed(target[:, :-1]), (0, 0, 1, 0)) + self.positions[:length]
        y = self.drop(y)
        causal = torch.ones(length, length, dtype=torch.bool, device=target.device).tril()[None, None]
        for layer in self.decoder:
            y = layer(y, memory, mask[:, None, None, :], causal)
        return y

    def logits(self, y, columns=None):
        return self.output(y, self.table, columns)

    def begin(self, memory):
        return [layer.begin(memory) for layer in self.decoder]

    def step(self, previous, position, mask, state):
        """previous (B,) ids, None at first -> states (B,D) and the next state."""
        y = self.positions[position].expand(mask.shape[0], 1, -1)
        if previous is not None:
            y = self.embed(previous)[:, None] + y
        after = []
        for layer, before in zip(self.decoder, state):
            y, new = layer.step(y, mask[:, None, None, :], before)
            after.append(new)
        return y[:, 0], after


def load(path, device='cpu'):
    """The model of a checkpoint, for translating."""
    checkpoint = torch.load(path, map_location='cpu')
    model = Model(checkpoint['config'])
    model.load_state_dict(checkpoint['model'])
    return model.to(device).eval()


def pick_device(name=None):
    device = torch.device(name or ('cuda' if torch.cuda.is_available() else 'cpu'))
    if device.type == 'cuda':
        torch.backends.cuda.matmul.allow_tf32 = True
        if hasattr(torch.backends.cuda, 'enable_cudnn_sdp'):
            torch.backends.cuda.enable_cudnn_sdp(False)      # slow for masks of odd widths
    return device


def autocast(device):
    """A context for fast arithmetic: bfloat16 on a GPU, as it is on a CPU."""
    if device.type == 'cuda':
        return torch.autocast('cuda', torch.bfloat16)
    return torch.autocast('cpu', enabled=False)
