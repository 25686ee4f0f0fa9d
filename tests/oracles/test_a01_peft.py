"""a01_peft: peft, transformers and safetensors agree with the reference, and its files are as recorded."""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import torch

from .references import SOLUTIONS, reference

ROOT = Path(__file__).resolve().parents[2]
FOLDER = SOLUTIONS / "a01_peft"
# Warnings of transformers about its own coming release.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
GPT2 = {"vocab_size": 13, "n_positions": 20, "n_embd": 12, "n_layer": 2, "n_head": 3}


@pytest.fixture(scope="module")
def module():
    with reference("a01_peft") as loaded:
        yield loaded


@pytest.fixture
def gpt2():
    """A tiny GPT-2 of transformers, with random weights that are not small."""
    transformers = import_module("transformers")
    torch.manual_seed(0)
    config = transformers.GPT2Config(**GPT2, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0)
    model = transformers.GPT2LMHeadModel(config).double().eval()
    with torch.no_grad():
        for each in model.parameters():
            each.copy_(torch.randn_like(each) * 0.3)
    return model


NAMES = {
    "wte": "tokens",
    "wpe": "positions",
    "ln_f": "norm",
    "ln_1": "norm1",
    "ln_2": "norm2",
    "attn.c_proj": "attn.out",
    "mlp.c_fc": "mlp.up",
    "mlp.c_proj": "mlp.down",
}


def ours(module, model):
    """Our GPT with the weights of a GPT-2, whose matrices are (in, out) and whose q, k, v are one."""
    weights = {}
    for path, tensor in model.transformer.named_parameters():
        stem, _, kind = re.sub(r"^h\.", "blocks.", path).rpartition(".")
        each = tensor.T if kind == "weight" and "c_" in stem else tensor
        if "c_attn" in stem:
            for part, chunk in zip(("query", "key", "value"), each.chunk(3), strict=True):
                weights[f"{stem.removesuffix('c_attn')}{part}.{kind}"] = chunk
            continue
        for theirs, own in NAMES.items():
            stem = re.sub(rf"(^|\.){re.escape(theirs)}$", rf"\g<1>{own}", stem)
        weights[f"{stem}.{kind}"] = each
    gpt = module.GPT(13, 20, 12, 3, 2).double()
    missing = gpt.load_state_dict(weights, strict=False)
    assert missing.missing_keys == ["lm_head.weight"]
    assert not missing.unexpected_keys
    return gpt


def ids():
    return torch.randint(13, (3, 9), generator=torch.Generator().manual_seed(1))


def test_the_given_gpt_is_gpt_2(module, gpt2):
    expected = gpt2(ids()).logits
    torch.testing.assert_close(ours(module, gpt2)(ids()), expected, rtol=1e-9, atol=1e-9)


PLACES = {
    "attn.c_attn": ("attn.query", "attn.key", "attn.value"),
    "attn.c_proj": ("attn.out",),
    "mlp.c_proj": ("mlp.down",),
}


def test_lora_on_gpt_2_agrees_with_peft(module, gpt2):
    """Delta weights, logits beside the base, merged and unmerged, numbers trained."""
    peft = import_module("peft")
    gpt = ours(module, gpt2)
    targets = [name for names in PLACES.values() for name in names]
    trained = module.inject(gpt, targets, 2, 7.0)
    config = peft.LoraConfig(r=2, lora_alpha=7, target_modules=list(PLACES), fan_in_fan_out=True)
    theirs = peft.LoraModel(gpt2, config, "default").eval()
    compared = 0
    for path, layer in theirs.model.named_modules():
        if not isinstance(layer, peft.tuners.lora.Linear):
            continue
        a, b = layer.lora_A["default"].weight, layer.lora_B["default"].weight
        a.data, b.data = torch.randn_like(a), torch.randn_like(b)
        block, name = re.fullmatch(r"transformer\.h\.(\d)\.(.*)", path).groups()
        pieces = [gpt.get_submodule(f"blocks.{block}.{own}") for own in PLACES[name]]
        rows = b.chunk(len(pieces))
        deltas = layer.get_delta_weight("default").T.chunk(len(pieces))
        for piece, part, delta in zip(pieces, rows, deltas, strict=True):
            piece.A.data, piece.B.data = a.clone(), part.clone()
            before = piece.base.weight.clone()
            piece.merge()
            torch.testing.assert_close(piece.base.weight - before, delta, rtol=1e-9, atol=1e-9)
            piece.unmerge()
            compared += 1
    assert compared == 10
    assert trained == 2 * 2 * ((3 + 1) * (12 + 12) + (48 + 12))
    expected = theirs(ids()).logits
    torch.testing.assert_close(gpt(ids()), expected, rtol=1e-9, atol=1e-9)
    theirs.merge_adapter()
    for layer in gpt.modules():
        if isinstance(layer, module.LoRALinear):
            layer.merge()
    torch.testing.assert_close(gpt(ids()), theirs(ids()).logits, rtol=1e-9, atol=1e-9)
    torch.testing.assert_close(gpt(ids()), expected, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("targets", [["key"], ["query", "up"], ["attn.out"], ["blocks.1.mlp.down"]])
def test_inject_finds_what_peft_finds(module, targets):
    peft = import_module("peft")
    own, other = (module.GPT(13, 20, 12, 3, 2) for _ in range(2))
    trained = module.inject(own, targets, 3, 1.0)
    peft.inject_adapter_in_model(peft.LoraConfig(r=3, target_modules=targets), other)
    found = {n for n, each in own.named_modules() if isinstance(each, module.LoRALinear)}
    theirs = {n for n, each in other.named_modules() if isinstance(each, peft.tuners.lora.Linear)}
    assert found == theirs
    assert found
    assert trained == sum(each.numel() for each in other.parameters() if each.requires_grad)


def test_the_report_agrees_with_peft(module, gpt2):
    peft = import_module("peft")
    tuned = peft.get_peft_model(
        gpt2, peft.LoraConfig(r=2, target_modules=["mlp.c_proj"], fan_in_fan_out=True)
    )
    report = module.trainable_report(tuned)
    assert (report["trainable"], report["total"]) == tuned.get_nb_trainable_parameters()


def test_prompt_tuning_agrees_with_peft(module, gpt2):
    """Logits and loss: in peft, too, the last vector of the prompt predicts the first character."""
    peft = import_module("peft")
    tuned = module.PromptTuning(ours(module, gpt2), 4)
    config = peft.PromptTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=4)
    theirs = peft.get_peft_model(gpt2, config).eval()
    theirs.prompt_encoder["default"].embedding.weight.data = tuned.prompt.data.clone()
    keep = torch.arange(9) < torch.tensor([9, 4, 7])[:, None]
    given = theirs(ids(), attention_mask=keep.long(), labels=ids().masked_fill(~keep, -100))
    seen = torch.nn.functional.pad(keep, (4, 0), value=True)
    logits = tuned(ids(), keep)
    torch.testing.assert_close(logits[seen], given.logits[seen], rtol=1e-8, atol=1e-8)
    torch.testing.assert_close(
        tuned.loss(ids(), keep), given.loss, rtol=1e-6, atol=1e-6, check_dtype=False
    )


# -- files -----------------------------------------------------------------------------------------


def test_the_reader_agrees_with_safetensors(module, tmp_path):
    library = import_module("safetensors.torch")
    theirs, (own, notes) = library.load_file(FOLDER / "base.safetensors"), module.read_safetensors()
    assert theirs.keys() == own.keys()
    assert all(
        own[name].equal(each) and own[name].dtype == each.dtype for name, each in theirs.items()
    )
    assert notes["text"].startswith("pydoc_data.topics of CPython 3.11.7")
    odd = {
        "a": torch.randn(3, 5),
        "b": torch.randn(2, 1, 4).double(),
        "c": torch.randn(7).bfloat16(),
        "d": torch.tensor(2.5).half(),
        "e": torch.zeros(0, 3),
    }
    library.save_file(odd, tmp_path / "odd.safetensors", {"note": "odd"})
    own, notes = module.read_safetensors(tmp_path / "odd.safetensors")
    assert notes == {"note": "odd"}
    assert own.keys() == odd.keys()
    assert all(
        own[name].equal(each) and own[name].dtype == each.dtype for name, each in odd.items()
    )


def test_the_base_is_as_recorded(module):
    raw = gzip.decompress((FOLDER / "tests" / "topics-3.11.7.txt.gz").read_bytes())
    _, notes = module.read_safetensors()
    assert hashlib.sha256(raw).hexdigest() in notes["text"]
    assert (FOLDER / "base.safetensors").stat().st_size < 6_000_000
    model = module.load_base()
    assert model.lm_head.weight is model.tokens.weight
    assert 1_000_000 < module.trainable_report(model)["total"] < 3_000_000
    windows = module.encode(raw.decode())[-20_000:]
    windows = windows[: 20_000 // 129 * 129].view(-1, 129)
    with torch.no_grad():
        logits = model(windows[:, :-1]).flatten(0, 1)
    loss = torch.nn.functional.cross_entropy(logits, windows[:, 1:].flatten()).item()
    assert loss == pytest.approx(float(notes["held_out_loss"]), abs=2e-3)  # float16


@pytest.mark.slow
def test_the_recipe_runs(tmp_path):
    """Two steps of it, in the same format."""
    made = tmp_path / "made.safetensors"
    recipe = FOLDER / "tests" / "make_base.py"
    subprocess.run([sys.executable, recipe, "--steps", "2", "--out", made], check=True)
    assert made.stat().st_size == pytest.approx(
        (FOLDER / "base.safetensors").stat().st_size, abs=200
    )
