"""What training loops share."""

from __future__ import annotations

DECAY = 0.998


class Average:
    """Exponential moving average of the weights: smoother than the last step, free of charge."""

    def __init__(self, modules) -> None:
        self.modules, self.values = modules, [{k: v.detach().clone() for k, v in m.state_dict().items()} for m in modules]

    def update(self, step: int) -> None:
        keep = min(DECAY, (1 + step) / (10 + step))
        for module, values in zip(self.modules, self.values, strict=True):
            for key, value in module.state_dict().items():
                if value.dtype.is_floating_point:
                    values[key].lerp_(value, 1 - keep)
