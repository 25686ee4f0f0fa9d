"""The trained model of this module, given: base.safetensors, and how to read such a file."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor

from .gpt import GPT

BASE = Path(__file__).parent / "base.safetensors"
DTYPES = {"F16": torch.float16, "BF16": torch.bfloat16, "F32": torch.float32, "F64": torch.float64}


def read_safetensors(path: Path = BASE) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors of a file by name, and the notes in its header.

    Format: 8 bytes with the header's length (little endian), the header as JSON, then raw numbers.
    """
    raw = bytearray(path.read_bytes())
    begin = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:begin])
    notes = header.pop("__metadata__", {})
    return {name: _tensor(raw, begin, entry) for name, entry in header.items()}, notes


def _tensor(raw: bytearray, begin: int, entry: dict) -> Tensor:
    first, last = entry["data_offsets"]
    dtype = DTYPES[entry["dtype"]]
    if first == last:
        return torch.empty(entry["shape"], dtype=dtype)
    count = (last - first) // dtype.itemsize
    numbers = torch.frombuffer(raw, dtype=dtype, count=count, offset=begin + first)
    return numbers.reshape(entry["shape"]).clone()


def load_base() -> GPT:
    """A GPT of 1.3 million parameters, trained on the Python manual; float32, the head tied."""
    weights, notes = read_safetensors()
    sizes = ("vocabulary", "context", "d", "heads", "layers")
    model = GPT(**{name: int(notes[name]) for name in sizes})
    model.load_state_dict({name: weight.float() for name, weight in weights.items()}, strict=False)
    return model.eval()
