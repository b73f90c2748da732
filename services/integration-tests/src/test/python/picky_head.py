#!/usr/bin/python3
"""Writes picky_head.pt: a head that raises for more than 100 rows. The trainer's inspection passes few, a warm-up many.

Usage: picky_head.py FOLDER (Debian's python3-torch)
"""
import sys
import torch
from torch import nn


class Head(nn.Module):
    def forward(self, e):
        if e.size(0) > 100:
            raise RuntimeError("too many rows for this machine")
        return e[:, :10]


torch.jit.script(Head().eval()).save(sys.argv[1] + "/picky_head.pt")
