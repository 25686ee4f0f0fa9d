"""Makes the parameters as good as new, which is not what was asked for."""

from .nn import Module


def zero_grad(self):
    for each in self.parameters():
        each.data, each.grad = 0.0, 0.0


Module.zero_grad = zero_grad
