"""peft's own LoRA, layer and injection, and torch's modules, behind the signatures of a01_peft.

peft's prompt and prefix tuning need a model of transformers; what stands here for them is plain torch.
"""

import torch
import torch.nn.functional as F
from peft import LoraConfig, inject_adapter_in_model
from peft.tuners.lora import Linear as PeftLinear
from peft.tuners.tuners_utils import check_target_module_exists
from torch import nn


class LoRALinear(nn.Module):
    """peft's layer, whose tensors also have the names of this course."""

    def __init__(self, base, r, alpha, dropout=0.0, made=None):
        super().__init__()
        if made is None:
            config = LoraConfig(r=r, lora_alpha=alpha, lora_dropout=dropout)
            made = PeftLinear(base.requires_grad_(False), "default", config, r, alpha)
        self.peft = [made]  # in a list, so that nothing is registered twice
        self.base = made.base_layer
        self.A = made.lora_A["default"].weight
        self.B = made.lora_B["default"].weight

    def train(self, mode=True):
        self.peft[0].train(mode)
        return super().train(mode)

    @property
    def merged(self):
        return self.peft[0].merged

    def forward(self, x):
        return self.peft[0](x)

    def merge(self):
        self.peft[0].merge()

    def unmerge(self):
        self.peft[0].unmerge()


def inject(model, targets, r, alpha):
    # peft is content when one of several targets is found, and refuses names that mean a block, too.
    linears = [name for name, each in model.named_modules() if isinstance(each, nn.Linear)]
    configs = [LoraConfig(target_modules=[target]) for target in targets]
    found = [[n for n in linears if check_target_module_exists(one, n)] for one in configs]
    if not all(found):
        raise ValueError(f"some of {targets} are no linear layers")
    config = LoraConfig(
        r=r, lora_alpha=alpha, target_modules=[name for names in found for name in names]
    )
    inject_adapter_in_model(config, model)
    for name, layer in list(model.named_modules()):
        if isinstance(layer, PeftLinear):
            parent, _, child = name.rpartition(".")
            setattr(model.get_submodule(parent), child, LoRALinear(None, r, alpha, made=layer))
    return sum(each.numel() for each in model.parameters() if each.requires_grad)


class Adapter(nn.Module):
    def __init__(self, d, bottleneck):
        super().__init__()
        self.norm, self.down = nn.LayerNorm(d), nn.Linear(d, bottleneck)
        self.up = nn.utils.skip_init(nn.Linear, bottleneck, d)
        for each in self.up.parameters():
            nn.init.zeros_(each)

    def forward(self, x):
        layers = nn.Sequential(self.norm, self.down, nn.GELU(), self.up)
        return torch.add(x, layers(x))


class PromptTuning(nn.Module):
    def __init__(self, model, n):
        super().__init__()
        self.model = model.requires_grad_(False)
        start = model.tokens(torch.randint(model.tokens.num_embeddings, (n,)))
        self.prompt = nn.Parameter(start.detach())

    def forward(self, ids, keep=None):
        b, t = ids.shape
        n = len(self.prompt)
        seen = torch.ones(b, n + t, dtype=torch.bool)
        if keep is not None:
            seen[:, n:] = keep
        vectors = torch.hstack([self.prompt.tile(b, 1, 1), self.model.tokens(ids)])
        return self.model.run(vectors, torch.arange(n + t), seen)

    def loss(self, ids, keep=None):
        labels = ids if keep is None else torch.where(keep, ids, -100)
        labels = F.pad(labels, (len(self.prompt), 0), value=-100)
        return F.cross_entropy(self(ids, keep)[:, :-1].mT, labels[:, 1:])


def prefix_kv(layer, prefix):
    layer.requires_grad_(False)
    layer.prefix = nn.Parameter(prefix.clone())

    def extend(keys, values, allowed):
        first = [layer.split(each).tile(len(keys), 1, 1, 1) for each in layer.prefix]
        seen = allowed.new_ones(*allowed.shape[:3], prefix.shape[1])
        both = zip(first, (keys, values), strict=True)
        return *(torch.cat(pair, 2) for pair in both), torch.cat([seen, allowed], 3)

    layer.extend = extend
    return layer.prefix


def trainable_report(model):
    # As peft's get_nb_trainable_parameters, with names and a model of any kind.
    names = [name for name, each in model.named_parameters() if each.requires_grad]
    sizes = (
        nn.utils.parameters_to_vector([model.get_parameter(n) for n in names]).numel()
        if names
        else 0
    )
    total = sum(each.numel() for each in model.parameters())
    share = 100 * sizes / total if total else 0.0
    return {"trainable": sizes, "total": total, "percent": share, "names": names}
