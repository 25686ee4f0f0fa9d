"""The handout's last experiment, given: `python -m a01_peft.experiment` trains every method."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .adapter import Adapter
from .base import load_base
from .characters import decode, encode
from .gpt import GPT
from .inject import inject
from .prompt import PromptTuning, prefix_kv
from .report import trainable_report

HERE = Path(__file__).parent
WINDOW, BATCH, STEPS = 96, 8, 200
TESTING = 12  # days at the end of the log that are never trained on


def texts() -> tuple[Tensor, Tensor, Tensor]:
    """Ids to train on, ids of the same style to test on, and ids of the manual."""
    days = (HERE / "log.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    parts = ("".join(days[:-TESTING]), "".join(days[-TESTING:]))
    manual = (HERE / "manual.txt").read_text(encoding="utf-8")
    return encode(parts[0]), encode(parts[1]), encode(manual)


def next_character_loss(net: nn.Module, ids: Tensor) -> Tensor:
    """Mean cross-entropy of all characters but the first of each text, in nats."""
    logits = net(ids)[:, -ids.shape[1] : -1]  # without the logits of a prompt
    return F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())


@torch.no_grad()
def loss_on(net: nn.Module, ids: Tensor) -> float:
    """The loss on windows side by side."""
    whole = len(ids) // WINDOW * WINDOW
    return next_character_loss(net, ids[:whole].view(-1, WINDOW)).item()


def adapt(net: nn.Module, ids: Tensor, rate: float, steps: int = STEPS) -> None:
    """Train what asks for gradients on random windows of a text."""
    held = [each for each in net.parameters() if each.requires_grad]
    adam = torch.optim.AdamW(held, lr=rate, weight_decay=0.0)
    for step in range(steps):
        for group in adam.param_groups:
            group["lr"] = rate * (1 - step / steps)
        starts = torch.randint(len(ids) - WINDOW, (BATCH, 1))
        loss = next_character_loss(net, ids[starts + torch.arange(WINDOW)])
        adam.zero_grad()
        loss.backward()
        adam.step()


# -- the methods: each gets the base and gives back what is to be trained ------------------------


def nothing(model: GPT) -> nn.Module:
    """The base as it is."""
    return model.requires_grad_(False)


def everything(model: GPT) -> nn.Module:
    """Full fine-tuning."""
    return model


def lora(model: GPT, r: int = 8) -> nn.Module:
    """LoRA in the queries and values."""
    inject(model, ["query", "value"], r, alpha=2 * r)
    return model


def wide_lora(model: GPT) -> nn.Module:
    """LoRA in every linear layer of the blocks."""
    inject(model, ["query", "key", "value", "out", "up", "down"], 4, alpha=8)
    return model


def adapters(model: GPT) -> nn.Module:
    """A bottleneck behind the attention and behind the MLP of each block, as in Houlsby et al."""
    nothing(model)
    for block in model.blocks:
        block.after_attn, block.after_mlp = Adapter(160, 8), Adapter(160, 8)
    return model


def prompt(model: GPT) -> nn.Module:
    """Sixteen vectors in front of the text."""
    return PromptTuning(model, 16)


def prefixes(model: GPT) -> nn.Module:
    """Sixteen keys and values in front of those of each layer."""
    nothing(model)
    for block in model.blocks:
        prefix_kv(block.attn, 0.5 * torch.randn(2, 16, 160))
    return model


METHODS: dict[str, tuple[Callable[[GPT], nn.Module], float]] = {
    "nothing": (nothing, 0.0),
    "soft prompt, n = 16": (prompt, 5e-2),
    "prefixes, n = 16": (prefixes, 5e-2),
    "LoRA, query and value, r = 8": (lora, 1e-2),
    "LoRA, all layers, r = 4": (wide_lora, 1e-2),
    "adapters, bottleneck 8": (adapters, 1e-2),
    "everything": (everything, 1e-3),
}


@torch.no_grad()
def continue_text(net: nn.Module, text: str, length: int = 160) -> str:
    """What the model writes behind a text: the likeliest characters, a little by chance."""
    ids = encode(text)[None]
    for _ in range(length):
        chances = (net(ids[:, -WINDOW:])[0, -1] / 0.6).softmax(-1)
        ids = torch.cat([ids, torch.multinomial(chances, 1)[None]], dim=1)
    return decode(ids[0])


def run(name: str) -> nn.Module:
    """Adapt the base by one method and say what came out."""
    torch.manual_seed(0)
    training, testing, manual = texts()
    build, rate = METHODS[name]
    net, began = build(load_base()), time.time()
    count = trainable_report(net)
    if count["trainable"]:
        adapt(net, training, rate)
    losses = f"{loss_on(net, testing):9.2f} {loss_on(net, manual):9.2f}"
    share = f"{count['trainable']:10,} {count['percent']:7.2f} %"
    sys.stdout.write(f"{name:30}{share}{losses} {time.time() - began:7.0f} s\n")
    sys.stdout.flush()
    return net


def main() -> None:
    """All methods, and a sample before and after LoRA."""
    torch.set_num_threads(1)  # matrices this small are quickest on one core
    titles = f"{'numbers':>10}{'share':>10}{'log':>9}{'manual':>10}{'time':>8}"
    sys.stdout.write(f"{'trained':30}{titles}\n")
    nets = {name: run(name) for name in METHODS}
    torch.manual_seed(1)
    for name in ("nothing", "LoRA, all layers, r = 4"):
        sys.stdout.write(f"\n{name}:\n{continue_text(nets[name], '9 APRIL. ')}\n")


if __name__ == "__main__":
    main()
