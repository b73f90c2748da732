#!/usr/bin/env python3
"""Writes an encoder of 3×224×224 images with random weights as TorchScript, or as ONNX if FILE ends in .onnx, since Java cannot make one.

    networks.py mobilenet|densenet SEED FILE

The architectures are torchvision's MobileNetV2 and DenseNet121 without their last layer: 1,280 and 1,024 dimensions. They are traced
and saved as most people do it: not frozen, nothing folded. The statistics of BatchNorm come from a few batches of noise, so that values
keep a usual size through all layers. On Debian: apt install python3-torch python3-torchvision
"""
import sys

import torch
import torchvision

NETWORKS = {"mobilenet": torchvision.models.mobilenet_v2, "densenet": torchvision.models.densenet121}


class Encoder(torch.nn.Module):
    def __init__(self, features):
        super().__init__()
        self.features = features

    def forward(self, images):
        values = torch.nn.functional.relu(self.features(images))
        return torch.nn.functional.adaptive_avg_pool2d(values, 1).flatten(1)


def main():
    name, seed, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    torch.manual_seed(seed)
    encoder = Encoder(NETWORKS[name](weights=None).features)
    for module in encoder.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None  # the mean over all batches
    with torch.no_grad():
        for _ in range(3):
            encoder.train()(torch.randn(8, 3, 224, 224))
        images = torch.randn(2, 3, 224, 224)
        if file.endswith(".onnx"):
            torch.onnx.export(encoder.eval(), images, file, input_names=["images"], output_names=["embeddings"],
                              dynamic_axes={"images": {0: "n"}, "embeddings": {0: "n"}}, opset_version=16)
        else:
            torch.jit.trace(encoder.eval(), images).save(file)


if __name__ == "__main__":
    main()
