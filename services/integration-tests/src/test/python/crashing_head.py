#!/usr/bin/python3
"""Writes crashing_head.pt: a head that reads beyond its memory for a vector with a value above 1000, which ends the process.

Usage: crashing_head.py FOLDER. The folder has picky_head.pt, of which everything but the code is taken.
"""
import sys
import zipfile

CODE = """class Head(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  def forward(self: __torch__.Head,
    e: Tensor) -> Tensor:
    _0 = torch.slice(torch.slice(e), 1, None, 10)
    if bool(torch.any(torch.gt(e, 1000))):
      beyond = torch.sum(torch._reshape_alias(e, [100000000000], [1]))
      _1 = torch.add(_0, beyond)
    else:
      _1 = _0
    return _1
"""

folder = sys.argv[1]
with zipfile.ZipFile(folder + "/picky_head.pt") as source, zipfile.ZipFile(folder + "/crashing_head.pt", "w") as target:
    for entry in source.infolist():
        if entry.filename.endswith(".debug_pkl"):
            continue  # it says which line of Python each piece of code is from
        name = zipfile.ZipInfo(entry.filename.replace("picky_head", "crashing_head"), (1980, 1, 1, 0, 0, 0))
        target.writestr(name, CODE if name.filename.endswith(".py") else source.read(entry))
