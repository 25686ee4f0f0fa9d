"""Soft prompts: vectors in front of the text, or keys and values in front of a layer's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import nn

if TYPE_CHECKING:
    from jaxtyping import Bool, Float, Int
    from torch import Tensor

    from .gpt import GPT, Attention


class PromptTuning(nn.Module):
    """A frozen GPT that reads n learned vectors in front of every text.

    Source: Lester, Al-Rfou and Constant, The Power of Scale for Parameter-Efficient Prompt Tuning
    (2021), section 2.

    Attributes (tests read and write them by these names):
        model: the GPT that was given, all of it frozen. Of it, use `tokens` (an nn.Embedding) and
            `run(vectors, positions, keep)`; see gpt.py.
        prompt: nn.Parameter of shape (n, d) and the embedding's dtype, the only one that is
            trainable. It begins as the embeddings of n random tokens, which may repeat.

    Conventions: the prompt stands at positions 0 to n - 1 and the text at n, n + 1, ...; the prompt
    is the same for every text of a batch; padding never hides it.
    """

    def __init__(self, model: GPT, n: int) -> None:
        """Freeze `model` and make a prompt of n >= 1 vectors."""
        super().__init__()
        # BEGIN SOLUTION
        self.model = model.requires_grad_(False)
        rows = torch.randint(model.tokens.num_embeddings, (n,))
        self.prompt = nn.Parameter(model.tokens.weight[rows])
        # END SOLUTION
        # BEGIN MISTAKE model-still-trains
        # why: an optimiser of all parameters then trains the model, not only the prompt
        # hint: How many numbers of the whole module ask for gradients? It should be n times d.
        # self.model = model
        # rows = torch.randint(model.tokens.num_embeddings, (n,))
        # self.prompt = nn.Parameter(model.tokens.weight[rows].detach())
        # END MISTAKE

    def forward(
        self, ids: Int[Tensor, "b t"], keep: Bool[Tensor, "b t"] | None = None
    ) -> Float[Tensor, "b n_plus_t vocabulary"]:
        """Logits at all n + t positions, the prompt's first.

        Args:
            ids: the texts. keep: False at padding, which may stand anywhere; None: no padding.
        """
        # BEGIN SOLUTION
        b, t = ids.shape
        n = len(self.prompt)
        if keep is None:
            keep = torch.ones_like(ids, dtype=torch.bool)  # LEAK OK: gpt.py has this default
        vectors = torch.cat([self.prompt.expand(b, -1, -1), self.model.tokens(ids)], dim=1)
        return self.model.run(vectors, torch.arange(n + t), F.pad(keep, (n, 0), value=True))
        # END SOLUTION
        # BEGIN MISTAKE mask-missing-for-prompts
        # why: the mask's new columns are False, so that no text ever attends to its prompt
        # hint: Change the prompt and keep the text: do the logits of the text change? What does
        # hint: your mask say in its first n columns?
        # b, t = ids.shape
        # n = len(self.prompt)
        # keep = torch.ones_like(ids, dtype=torch.bool) if keep is None else keep
        # vectors = torch.cat([self.prompt.expand(b, -1, -1), self.model.tokens(ids)], dim=1)
        # return self.model.run(vectors, torch.arange(n + t), F.pad(keep, (n, 0), value=False))
        # END MISTAKE
        # BEGIN MISTAKE positions-not-offset
        # why: the text begins at position 0 again, on top of the prompt's positions
        # hint: The prompt takes the positions from 0 to n - 1. Where does the first character of
        # hint: the text stand then?
        # b, t = ids.shape
        # n = len(self.prompt)
        # keep = torch.ones_like(ids, dtype=torch.bool) if keep is None else keep
        # vectors = torch.cat([self.prompt.expand(b, -1, -1), self.model.tokens(ids)], dim=1)
        # places = torch.cat([torch.arange(n), torch.arange(t)])
        # return self.model.run(vectors, places, F.pad(keep, (n, 0), value=True))
        # END MISTAKE

    def loss(
        self, ids: Int[Tensor, "b t"], keep: Bool[Tensor, "b t"] | None = None
    ) -> Float[Tensor, ""]:
        """Mean cross-entropy of the text's characters, each from what stands before it.

        All t characters count, also the first: the last vector of the prompt predicts it. The last
        position predicts nothing that is known. The mean is over the characters that are kept.
        """
        # BEGIN SOLUTION
        before = self(ids, keep)[:, len(self.prompt) - 1 : -1]
        labels = ids if keep is None else ids.masked_fill(~keep, -100)  # left out by cross_entropy
        return F.cross_entropy(before.transpose(1, 2), labels)
        # END SOLUTION
        # BEGIN MISTAKE labels-not-shifted-by-n
        # why: the logits of position i are compared with character i + 1 as if there were no prompt
        # hint: With a prompt of n vectors, which position of the logits predicts the text's first
        # hint: character? Which one do you compare with it?
        # before = self(ids, keep)[:, : ids.shape[1] - 1]
        # labels = ids if keep is None else ids.masked_fill(~keep, -100)
        # return F.cross_entropy(before.transpose(1, 2), labels[:, 1:])
        # END MISTAKE
        # BEGIN MISTAKE labels-at-their-own-place
        # why: compares each character with the logits of its own position, which has read it
        # hint: The model reads a character at one position. Is that the one that predicts it?
        # before = self(ids, keep)[:, len(self.prompt) :]
        # labels = ids if keep is None else ids.masked_fill(~keep, -100)
        # return F.cross_entropy(before.transpose(1, 2), labels)
        # END MISTAKE
        # BEGIN MISTAKE padding-counts
        # why: the mean is over padding too, so that texts are taught to predict it
        # hint: Change the ids under the padding. Does your loss change?
        # before = self(ids, keep)[:, len(self.prompt) - 1 : -1]
        # return F.cross_entropy(before.transpose(1, 2), ids)
        # END MISTAKE


def prefix_kv(layer: Attention, prefix: Float[Tensor, "2 n d"]) -> nn.Parameter:
    """Let an attention layer read n learned keys and values in front of its own.

    Source: Li and Liang, Prefix-Tuning: Optimizing Continuous Prompts for Generation (2021),
    section 4.

    The layer is frozen and gets a parameter `layer.prefix`, and a function `layer.extend` that its
    `forward` calls (see gpt.py):

        extend(keys, values, allowed) -> (keys, values, allowed), all longer by n keys

    with keys and values (b, heads, t, d_head) and allowed (b, 1, t, t), True where the query (third
    axis) may attend to the key (last axis); what comes back has (b, heads, n + t, d_head) and
    (b, 1, t, n + t).

    Args:
        layer: an attention layer of the model, changed in place.
        prefix: where the prefix begins: keys, then values, with their heads side by side as in what
            `layer.key` and `layer.value` return. `layer.split` parts them. It is copied.

    Returns:
        `layer.prefix`, an nn.Parameter of the shape and values of `prefix`.

    Conventions: the prefix stands before the layer's own keys, all queries may attend to all of it,
    and it is the same for every text of a batch. `layer.extend` reads the parameter as it is when
    called, so that training moves it. Queries and positions stay as they are.
    """
    # BEGIN SOLUTION
    layer.requires_grad_(False)
    layer.prefix = nn.Parameter(prefix.clone())
    n = prefix.shape[1]

    def extend(keys: Tensor, values: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        first = layer.split(layer.prefix)[:, None].expand(-1, len(keys), -1, -1, -1)
        keys, values = torch.cat([first, torch.stack([keys, values])], dim=3)
        return keys, values, F.pad(allowed, (n, 0), value=True)

    layer.extend = extend
    return layer.prefix
    # END SOLUTION
    # BEGIN MISTAKE prefix-after-keys
    # why: keys grow at the end and the mask in front: each query then meets the wrong columns
    # hint: Column j of the mask speaks of key j. Which key is number 0 in what you return, and
    # hint: which column have you put first?
    # layer.requires_grad_(False)
    # layer.prefix = nn.Parameter(prefix.clone())
    # n = prefix.shape[1]
    #
    # def extend(keys: Tensor, values: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    #     first = layer.split(layer.prefix)[:, None].expand(-1, len(keys), -1, -1, -1)
    #     keys, values = torch.cat([torch.stack([keys, values]), first], dim=3)
    #     return keys, values, F.pad(allowed, (n, 0), value=True)
    #
    # layer.extend = extend
    # return layer.prefix
    # END MISTAKE
    # BEGIN MISTAKE mask-missing-for-prompts
    # why: the mask's new columns are False, so that no query ever attends to the prefix
    # hint: Does the layer's answer change with the prefix? What do the first n columns of your mask
    # hint: say?
    # layer.requires_grad_(False)
    # layer.prefix = nn.Parameter(prefix.clone())
    # n = prefix.shape[1]
    #
    # def extend(keys: Tensor, values: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    #     first = layer.split(layer.prefix)[:, None].expand(-1, len(keys), -1, -1, -1)
    #     keys, values = torch.cat([first, torch.stack([keys, values])], dim=3)
    #     return keys, values, F.pad(allowed, (n, 0), value=False)
    #
    # layer.extend = extend
    # return layer.prefix
    # END MISTAKE
    # BEGIN MISTAKE prefix-not-learned
    # why: the function holds the tensor that was given, not the parameter that training moves
    # hint: Take a step on layer.prefix. Does the layer's answer change afterwards?
    # layer.requires_grad_(False)
    # layer.prefix = nn.Parameter(prefix.clone())
    # n = prefix.shape[1]
    #
    # def extend(keys: Tensor, values: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    #     first = layer.split(prefix)[:, None].expand(-1, len(keys), -1, -1, -1)
    #     keys, values = torch.cat([first, torch.stack([keys, values])], dim=3)
    #     return keys, values, F.pad(allowed, (n, 0), value=True)
    #
    # layer.extend = extend
    # return layer.prefix
    # END MISTAKE
    # BEGIN MISTAKE heads-mixed-up
    # why: (2, n, d) read as (2, heads, n, d / heads): each head gets pieces of several vectors
    # hint: Which numbers of its key does head 0 read in `layer.split`? Which ones of the prefix's
    # hint: first vector does it read in your code?
    # layer.requires_grad_(False)
    # layer.prefix = nn.Parameter(prefix.clone())
    # n = prefix.shape[1]
    #
    # def extend(keys: Tensor, values: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    #     first = layer.prefix.reshape(2, 1, keys.shape[1], n, -1).expand(-1, len(keys), -1, -1, -1)
    #     keys, values = torch.cat([first, torch.stack([keys, values])], dim=3)
    #     return keys, values, F.pad(allowed, (n, 0), value=True)
    #
    # layer.extend = extend
    # return layer.prefix
    # END MISTAKE
    # BEGIN MISTAKE layer-still-trains
    # why: an optimiser of all parameters then trains the layer, not only its prefix
    # hint: Which parameters of the layer ask for gradients afterwards?
    # layer.prefix = nn.Parameter(prefix.clone())
    # n = prefix.shape[1]
    #
    # def extend(keys: Tensor, values: Tensor, allowed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    #     first = layer.split(layer.prefix)[:, None].expand(-1, len(keys), -1, -1, -1)
    #     keys, values = torch.cat([first, torch.stack([keys, values])], dim=3)
    #     return keys, values, F.pad(allowed, (n, 0), value=True)
    #
    # layer.extend = extend
    # return layer.prefix
    # END MISTAKE
