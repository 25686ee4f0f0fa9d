"""The recipe of base.safetensors: `python solutions/a01_peft/tests/make_base.py`.

Trains the module's GPT (1.3 million parameters) from scratch on Python's own documentation, as
`pydoc_data.topics` of CPython 3.11.7 has it: topics-3.11.7.txt.gz beside this file, the topics in
sorted order with an empty line between them. It is checked by its SHA-256.
Copyright (c) 2001 Python Software Foundation, PSF License Version 2.

It makes 3,200 steps of 8 windows of 129 characters, with one thread and seed 0, in 8 minutes on a
busy core of 2026 (torch 2.13). The same machine and torch give the same file again; others round
otherwise, and then the held-out loss of 1.07 nats per character agrees to about 0.02.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import struct
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from a01_peft.characters import SIZE, encode  # noqa: E402
from a01_peft.gpt import GPT  # noqa: E402

TEXT = HERE / "topics-3.11.7.txt.gz"
SHA256 = "71f2ff5d99bdc1f9c48c5c2353ad138201c5ca1c377e0226857ef8fa89b8bcee"
SHAPE = {"vocabulary": SIZE, "context": 160, "d": 160, "heads": 5, "layers": 4}
WINDOW, BATCH, STEPS, PEAK, WARM = 128, 8, 3200, 3e-3, 100
HELD_OUT = 20_000  # characters at the end, never trained on


def text() -> str:
    """The vendored text, checked."""
    raw = gzip.decompress(TEXT.read_bytes())
    if hashlib.sha256(raw).hexdigest() != SHA256:
        raise SystemExit(f"{TEXT.name} is not the text that this recipe names")
    return raw.decode()


def rate(step: int, steps: int) -> float:
    """Linear warm-up, then a cosine down to a tenth."""
    cosine = 0.55 + 0.45 * math.cos(math.pi * step / steps)
    return PEAK * min(1.0, (step + 1) / WARM) * cosine


def loss_on(model: GPT, ids: torch.Tensor) -> torch.Tensor:
    """Mean cross-entropy of the next character, in nats."""
    return F.cross_entropy(model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten())


@torch.no_grad()
def held_out_loss(model: GPT, ids: torch.Tensor) -> float:
    """The loss on windows that follow each other."""
    usable = ids[: len(ids) // (WINDOW + 1) * (WINDOW + 1)].view(-1, WINDOW + 1)
    return float(loss_on(model, usable))


def optimiser(model: GPT) -> torch.optim.Optimizer:
    """AdamW with weight decay on matrices only."""
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim < 2]
    groups = [{"params": matrices}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=PEAK, betas=(0.9, 0.98), weight_decay=0.1)


def train(steps: int) -> tuple[GPT, float]:
    """The trained model and its loss on what was held out."""
    torch.manual_seed(0)
    ids = encode(text())
    seen, unseen = ids[:-HELD_OUT], ids[-HELD_OUT:]
    model = GPT(**SHAPE)
    adam, began = optimiser(model), time.time()
    for step in range(steps):
        for group in adam.param_groups:
            group["lr"] = rate(step, steps)
        starts = torch.randint(len(seen) - WINDOW, (BATCH, 1))
        shift = int(torch.randint(SHAPE["context"] - WINDOW + 1, ()))
        loss = window_loss(model, seen[starts + torch.arange(WINDOW + 1)], shift)
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        if step % 100 == 0:
            say(f"step {step}: {time.time() - began:.0f} s, loss {loss.item():.3f}")
    return model, held_out_loss(model, unseen)


def window_loss(model: GPT, ids: torch.Tensor, shift: int) -> torch.Tensor:
    """The loss of windows that begin at position `shift`, so that all positions are trained."""
    inputs = ids[:, :-1]
    places = torch.arange(shift, shift + inputs.shape[1])
    keep = torch.ones_like(inputs, dtype=torch.bool)
    logits = model.run(model.tokens(inputs), places, keep)
    return F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())


def safetensors(model: GPT, note: dict[str, str]) -> bytes:
    """The weights in float16: eight bytes length, a header of JSON, raw numbers."""
    header: dict[str, object] = {"__metadata__": note}
    parts, at = [], 0
    for name, weight in model.named_parameters():  # the tied head once
        raw = weight.detach().half().numpy().tobytes()
        entry = {"dtype": "F16", "shape": list(weight.shape), "data_offsets": [at, at + len(raw)]}
        header[name] = entry
        parts, at = [*parts, raw], at + len(raw)
    packed = json.dumps(header, separators=(",", ":")).encode()
    packed += b" " * (-len(packed) % 8)
    return struct.pack("<Q", len(packed)) + packed + b"".join(parts)


def say(line: str) -> None:
    """Progress, on standard error."""
    sys.stderr.write(line + "\n")


def main() -> None:
    """Train and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--out", type=Path, default=HERE.parent / "base.safetensors")
    given = parser.parse_args()
    torch.set_num_threads(1)
    model, loss = train(given.steps)
    note = {name: str(size) for name, size in SHAPE.items()}
    note |= {"text": f"pydoc_data.topics of CPython 3.11.7, sha256 {SHA256}"}
    note |= {"licence": "text: PSF License Version 2", "held_out_loss": f"{loss:.4f}"}
    given.out.write_bytes(safetensors(model, note))
    say(f"held-out loss {loss:.4f} nats per character")


if __name__ == "__main__":
    main()
