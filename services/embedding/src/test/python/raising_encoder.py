#!/usr/bin/env python3
"""Writes an encoder that raises for some images (Debian's python3-torch).

    raising_encoder.py src/test/resources/torchscript

raising.pt  1x2x2 to 2 values; raises if an image of the batch is all white
"""
import pathlib
import sys

import torch
from torch import nn

torch.manual_seed(0)


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 2)

    def forward(self, x):
        if bool((x.flatten(1).mean(1) > 0.995).any()):
            raise RuntimeError("an image that is all white")
        return self.linear(x.flatten(1))


torch.jit.script(Encoder().eval()).save(str(pathlib.Path(sys.argv[1]) / "raising.pt"))
