"""Draws the picture of a01_peft: `python docs/pictures/make_a01_peft.py [--check]`.

Left: a block of the GPT, with the door that each method uses. Right: a LoRALinear to scale. The counts
come from the module's own solution on its own base model. With ``--check`` it exits 1 where the
picture is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from autograder.channel.packages import load_package

ROOT = Path(__file__).resolve().parents[2]
MODULE = "a01_peft"
SVG = ROOT / "solutions" / MODULE / "doors.svg"
FROZEN, TRAINED, LINE = "#d9e2ec", "#f4a259", "#475569"

FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 400" font-family="sans-serif" font-size="14">
<title>Where LoRA, adapters, prompts and prefixes enter a frozen block, and a LoRALinear to scale</title>
<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0 0 L10 5 L0 10 z" fill="#475569"/></marker></defs>
<rect width="860" height="400" fill="#fff"/>
{parts}
</svg>
"""


def counts() -> dict[str, int]:
    """Numbers that each method trains in the shipped base."""
    module = load_package(MODULE, ROOT / "solutions" / MODULE)

    def trained(build):
        model = module.load_base()
        return module.trainable_report(build(model) or model)["trainable"]

    def adapters(model):
        model.requires_grad_(False)
        for block in model.blocks:
            block.after_attn, block.after_mlp = module.Adapter(160, 8), module.Adapter(160, 8)

    def prefixes(model):
        model.requires_grad_(False)
        for block in model.blocks:
            module.prefix_kv(block.attn, torch.zeros(2, 16, 160))

    def lora(model):
        module.inject(model, ["query", "value"], 8, 16)

    return {
        "all": trained(lambda _: None),
        "prompt": trained(lambda model: module.PromptTuning(model, 16)),
        "prefix": trained(prefixes),
        "lora": trained(lora),
        "adapter": trained(adapters),
    }


def box(x: float, y: float, w: float, h: float, label: str = "", fill: str = FROZEN) -> str:
    """A rectangle with its label in the middle."""
    text = f'<text x="{x + w / 2}" y="{y + h / 2 + 5}" text-anchor="middle">{label}</text>'
    shape = f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="4" fill="{fill}" stroke="{LINE}"/>'
    return shape + (text if label else "")


def arrow(*points: tuple[float, float]) -> str:
    """A line through points, with a tip at its end."""
    path = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{LINE}" marker-end="url(#tip)"/>'


def words(x: float, y: float, text: str, anchor: str = "start", style: str = "") -> str:
    """A line of text."""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" {style}>{text}</text>'


def block(n: dict[str, int]) -> list[str]:
    """The left half: from the characters up to the next block."""
    parts = [
        box(180, 345, 130, 28, "characters"),
        box(40, 345, 120, 28, f"prompt: {n['prompt']:,}", TRAINED),
        box(180, 270, 130, 44, "attention"),
        box(20, 262, 140, 28, f"prefixes: {n['prefix']:,}", TRAINED),
        box(20, 296, 140, 28, f"LoRA: {n['lora']:,}", TRAINED),
        box(180, 210, 130, 28, "adapter", TRAINED),
        box(180, 125, 130, 44, "MLP"),
        box(180, 65, 130, 28, "adapter", TRAINED),
        box(20, 137, 140, 28, f"adapters: {n['adapter']:,}", TRAINED),
    ]
    spine = [(345, 314), (270, 238), (210, 169), (125, 93), (65, 42)]
    parts += [arrow((245, low), (245, high)) for low, high in spine]
    parts += [arrow((160, 359), (180, 359)), arrow((160, 276), (180, 280))]
    parts += [arrow((160, 310), (180, 304))]
    parts += [arrow((245, 332), (340, 332), (340, 189), (250, 189))]
    parts += [arrow((245, 189), (340, 189), (340, 52), (250, 52))]
    parts += [words(245, 32, "next block", "middle")]
    title = f"One block of four; the whole base has {n['all']:,} numbers"
    return [*parts, words(20, 393, title, style='font-size="12"')]


def layer() -> list[str]:
    """The right half: a query's W (160 x 160), B (160 x 8) and A (8 x 160), one pixel a number."""
    size, r = 160, 8
    left, top = 420, 110
    parts = [
        box(left, top, size, size, "W"),
        box(left + 225, top, r, size, "", TRAINED),
        box(left + 250, top, size, r, "", TRAINED),
        words(left + size / 2, top - 10, "frozen: out × in", "middle"),
        words(left + 194, top + size / 2, "+ α/r ·", "middle"),
        words(left + 224, top - 10, "B: out × r", "middle"),
        words(left + 250 + size / 2, top + 28, "A: r × in", "middle"),
        words(left, 45, "LoRALinear: y = W x + b + (α / r) · B (A x)", style='font-size="16"'),
        words(left, 65, "a query layer of the base to scale, r = 8", style='font-size="12"'),
        words(left, 320, "B = 0 at the start: nothing changes."),
        words(left, 342, "merge(): W ← W + (α / r) · B A, and the layer costs what it did."),
    ]
    return [*parts, words(left, 393, "blue: frozen; orange: trained", style='font-size="12"')]


def main() -> int:
    """Write the picture, or compare it."""
    drawn = FRAME.format(parts="\n".join([*block(counts()), *layer()]))
    if "--check" in sys.argv:
        return int(SVG.read_text(encoding="utf-8") != drawn)
    SVG.write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
