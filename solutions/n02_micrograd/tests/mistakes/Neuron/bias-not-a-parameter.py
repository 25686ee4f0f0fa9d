"""What is learned are the weights; the bias is taken for a setting."""

from .nn import Neuron


def of_neuron(self):
    found = []
    for i in range(len(self.weights)):
        found += [self.weights[i]]
    return found


Neuron.parameters = of_neuron
