"""Time and learning rate of a training run that has to end on time."""
import math
import time


class Clock:
    """Minutes of training, those before an interruption included."""

    def __init__(self, before=0.0):
        self.before, self.start = before, time.time()

    def minutes(self):
        return self.before + (time.time() - self.start) / 60

    def budget_until(self, moment):
        """The budget in minutes of a run that ends at `moment` (seconds since 1970)."""
        return self.before + max(0.1, (moment - self.start) / 60)


class Schedule:
    """Linear warm-up, inverse square root (Vaswani et al. 2017), then linearly down over the end of the budget.

    minutes, steps: the budget, whichever ends first; None: no limit.
    """

    def __init__(self, rate, warmup, cooldown, minutes=None, steps=None):
        self.rate, self.warmup, self.cooldown, self.minutes, self.steps = rate, warmup, cooldown, minutes, steps

    def cooling(self, minutes, step):
        """1 before the cool-down, then falling to 0."""
        left = [1.0]
        for used, total in ((minutes, self.minutes), (step, self.steps)):
            if total:
                left.append((total - used) / max(1e-9, self.cooldown * total))
        return max(0.0, min(left))

    def at(self, minutes, step):
        rate = self.rate * min((step + 1) / self.warmup, math.sqrt(self.warmup / (step + 1)))
        return rate * max(0.02, self.cooling(minutes, step))

    def over(self, minutes, step):
        return bool(self.minutes and minutes >= self.minutes or self.steps and step >= self.steps)

    def snapshot_every(self, count):
        """Minutes between `count` snapshots in the last 70 % of the cool-down."""
        return max(0.02, 0.7 * self.cooldown * min(self.minutes or 1e4, 1e4) / (count + 1))
