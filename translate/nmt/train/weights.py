"""Which weights to keep of a training run.

Four kinds compete by dev loss: the last ones; their exponential moving average
(Polyak and Juditsky 1992); the mean of snapshots from the end of the run
(Junczys-Dowmunt et al. 2016); and the average as it was at the best
evaluation. The last kind is what saves a run that trains for too long.
"""
import contextlib

import torch


def copies(tensors, device=None):
    return [t.detach().to(device or t.device, copy=True) for t in tensors]


@torch.no_grad()
def assign(model, values):
    for p, v in zip(model.parameters(), values):
        p.copy_(v)


@contextlib.contextmanager
def borrowed(model, values):
    """The model with other weights for a while."""
    own = copies(model.parameters())
    assign(model, values)
    try:
        yield model
    finally:
        assign(model, own)


class Candidates:
    """The weights that compete. Averages are kept on the model's device, the rest in main memory."""

    def __init__(self, model, decay=0.999, snapshots=4):
        self.model, self.decay, self.most = model, decay, snapshots
        self.restart()
        self.snapshots, self.best, self.best_loss = [], None, float('inf')

    def restart(self):
        """Let the average begin at the model's weights."""
        self.average = copies(self.model.parameters())

    @torch.no_grad()
    def update(self, step):
        """Takes the weights after a step into the average, which is quicker to follow at the beginning."""
        decay = min(self.decay, (1 + step) / (10 + step))
        torch._foreach_mul_(self.average, decay)
        torch._foreach_add_(self.average, [p.detach() for p in self.model.parameters()], alpha=1 - decay)

    def snapshot(self):
        self.snapshots = (self.snapshots + [copies(self.model.parameters(), 'cpu')])[-self.most:]

    def evaluated(self, loss):
        """Notes the dev loss of the average as it is now; whether it is the best so far."""
        if not loss < self.best_loss:
            return False
        self.best, self.best_loss = copies(self.average, 'cpu'), loss
        return True

    def choose(self, measure, say):
        """Leaves the weights with the lowest measure(model) in the model; (name, loss) of them."""
        rivals = {'last': copies(self.model.parameters()), 'average': self.average}
        if len(self.snapshots) > 1:
            rivals['snapshots'] = [torch.stack(same).mean(0) for same in zip(*self.snapshots)]
        losses = {}
        for name, values in rivals.items():
            assign(self.model, values)
            losses[name] = measure(self.model)
        if self.best is not None:
            rivals['best evaluation'], losses['best evaluation'] = self.best, self.best_loss
        say('final: ' + ', '.join(f'{name} {loss:.4f}' for name, loss in losses.items()))
        name = min(losses, key=losses.get)
        assign(self.model, rivals[name])
        return name, losses[name]

    def state(self):
        return dict(average=copies(self.average, 'cpu'), snapshots=self.snapshots, best=self.best, best_loss=self.best_loss)

    def restore(self, state):
        self.average = [v.to(p.device) for v, p in zip(state['average'], self.model.parameters())]
        self.snapshots, self.best, self.best_loss = state['snapshots'], state['best'], state['best_loss']
