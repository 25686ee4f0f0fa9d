"""Soft prompts: vectors in front of the text, or keys and values in front of a layer's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        # TODO: Freeze `model` and make a prompt of n >= 1 vectors
        raise NotImplementedError(
            "PromptTuning.__init__: Freeze `model` and make a prompt of n >= 1 vectors"
        )

    def forward(
        self, ids: Int[Tensor, "b t"], keep: Bool[Tensor, "b t"] | None = None
    ) -> Float[Tensor, "b n_plus_t vocabulary"]:
        """Logits at all n + t positions, the prompt's first.

        Args:
            ids: the texts. keep: False at padding, which may stand anywhere; None: no padding.
        """
        # TODO: Logits at all n + t positions, the prompt's first
        raise NotImplementedError(
            "PromptTuning.forward: Logits at all n + t positions, the prompt's first"
        )

    def loss(
        self, ids: Int[Tensor, "b t"], keep: Bool[Tensor, "b t"] | None = None
    ) -> Float[Tensor, ""]:
        """Mean cross-entropy of the text's characters, each from what stands before it.

        All t characters count, also the first: the last vector of the prompt predicts it. The last
        position predicts nothing that is known. The mean is over the characters that are kept.
        """
        # TODO: Mean cross-entropy of the text's characters, each from what stands before it
        raise NotImplementedError(
            "PromptTuning.loss: Mean cross-entropy of the text's characters, each from what stands "
            "before it"
        )


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
    # TODO: Let an attention layer read n learned keys and values in front of its own
    raise NotImplementedError(
        "prefix_kv: Let an attention layer read n learned keys and values in front of its own"
    )
