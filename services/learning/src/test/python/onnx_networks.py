#!/usr/bin/env python3
"""Writes small networks as users bring them, in ONNX and as TorchScript, and what PyTorch gives for them (Debian's python3-torch).

    onnx_networks.py src/test/resources/torchscript src/test/resources/onnx

From the TorchScript networks in the first folder, which torchscript_networks.py has written:

encoder.onnx      encoder.pt, any number of rows
classifier.onnx   classifier.pt: 16 to 3 logits, with a hidden layer
images.onnx       images.pt: image to 3 logits, through a hidden layer behind the embedding
whole.onnx        whole.pt: image to 3 probabilities, through encoder.pt and one linear layer
head.onnx         that layer and the softmax: 16 to 3 probabilities

With random weights, for images of 12x12 pixels, n rows unless it says otherwise:

resnet.onnx, .pt     3x12x12 to 8x1x1, without its last layer: torch.nn.Sequential(*list(model.children())[:-1])
resnet-whole.onnx    the same with its last layer, and a softmax: 5 probabilities
mobilenet.onnx, .pt  1x12x12 to 12 values, traced for a batch of one; depthwise convolutions, BatchNorm, ReLU6
map.onnx, .pt        1x12x12 to 6x3x3
two.onnx, two.pt     1x12x12 to logits (4) and pooled (6): named outputs, a tuple
named.pt             the same as a dictionary
batch4.onnx          1x12x12 to 6 values, four rows at a time
double.onnx          1x12x12 to 5 values in float64: one linear layer
double.pt            two.pt's pooled, computed and returned in float64
double-convolution.onnx  the same; ONNX Runtime has no convolution of float64
levels.onnx          1x12x12 of uint8 to two.onnx's pooled of a 255th; levels9.onnx: the same in opset 9
last.onnx            12x12x1 (channels last, as Keras has it) to 6 values
linear.onnx          6 to 4 probabilities: a linear layer and a softmax
half.onnx            1x12x12 to 5 values in float16: one linear layer
logistic.onnx        6 to the number of a class and 4 probabilities, as skl2onnx writes a LogisticRegression
logistic-map.onnx    the same with probabilities as dictionaries, skl2onnx's default

forward.json         what they give for sin(1), sin(2), ...
"""
import copy
import io
import json
import pathlib
import struct
import sys
import warnings

import torch
from torch import nn

warnings.filterwarnings("ignore")
torch.manual_seed(2)
torch.set_num_threads(1)


def numbers(*shape):
    count = int(torch.tensor(shape).prod())
    return torch.sin(torch.arange(1, count + 1, dtype=torch.float64)).float().reshape(shape)


# --- Protocol buffers, for files that PyTorch does not write ---------------------------------------------------------

def varint(number):
    number &= (1 << 64) - 1
    digits = b""
    while number > 127:
        digits += bytes([number & 127 | 128])
        number >>= 7
    return digits + bytes([number])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def tensor_type(element, *axes):
    sizes = b"".join(field(1, field(2, axis) if isinstance(axis, str) else field(1, axis)) for axis in axes)
    return field(1, field(1, element) + field(2, sizes))


def value(name, kind):
    return field(1, name) + field(2, kind)


def attribute(name, content):
    if isinstance(content, str):
        return field(1, name) + field(4, content) + field(20, 3)
    if isinstance(content, int):
        return field(1, name) + field(3, content) + field(20, 2)
    if isinstance(content[0], int):
        return field(1, name) + b"".join(field(8, each) for each in content) + field(20, 7)
    return field(1, name) + b"".join(field(7, each) for each in content) + field(20, 6)


def node(operator, inputs, outputs, domain="", **attributes):
    return (b"".join(field(1, each) for each in inputs) + b"".join(field(2, each) for each in outputs)
            + field(4, operator) + b"".join(field(5, attribute(*each)) for each in attributes.items())
            + field(7, domain))


def constant(name, array):
    element = {torch.float32: 1, torch.float16: 10}[array.dtype]
    return (b"".join(field(1, size) for size in array.shape) + field(2, element) + field(8, name)
            + field(9, array.numpy().tobytes()))


def model(nodes, inputs, outputs, constants=()):
    graph = (b"".join(field(1, each) for each in nodes) + field(2, "graph")
             + b"".join(field(5, each) for each in constants)
             + b"".join(field(11, each) for each in inputs) + b"".join(field(12, each) for each in outputs))
    opsets = field(8, field(1, "") + field(2, 17)) + field(8, field(1, "ai.onnx.ml") + field(2, 1))
    return field(1, 8) + field(7, graph) + opsets


def logistic(weight, bias, dictionaries):
    """As skl2onnx writes it: LinearClassifier, Normalizer, Cast, and ZipMap unless it is switched off."""
    learned = "ai.onnx.ml"
    classes = list(range(len(bias)))
    nodes = [
        node("LinearClassifier", ["X"], ["label", "raw"], learned, classlabels_ints=classes,
             coefficients=weight.flatten().tolist(), intercepts=bias.tolist(), multi_class=1,
             post_transform="SOFTMAX"),
        node("Normalizer", ["raw"], ["probabilities"], learned, norm="L1"),
        node("Cast", ["label"], ["output_label"], to=7)]
    outputs = [value("output_label", tensor_type(7, "N"))]
    if dictionaries:
        nodes.append(node("ZipMap", ["probabilities"], ["output_probability"], learned, classlabels_int64s=classes))
        floats = field(5, field(1, 7) + field(2, tensor_type(1)))
        outputs.append(value("output_probability", field(4, field(1, floats))))
    else:
        outputs.append(value("probabilities", tensor_type(1, "N", len(classes))))
    return model(nodes, [value("X", tensor_type(1, "N", weight.shape[1]))], outputs)


# --- Networks ----------------------------------------------------------------------------------------------------------

class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.path = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1), nn.BatchNorm2d(channels), nn.ReLU(),
                                  nn.Conv2d(channels, channels, 3, padding=1), nn.BatchNorm2d(channels))

    def forward(self, x):
        return torch.relu(x + self.path(x))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.block = Block(8)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        return torch.softmax(self.fc(torch.flatten(self.pool(self.block(self.stem(x))), 1)), 1)


class MobileNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 6, 3, 2, 1, bias=False), nn.BatchNorm2d(6), nn.ReLU6(),
            nn.Conv2d(6, 6, 3, 1, 1, groups=6, bias=False), nn.BatchNorm2d(6), nn.ReLU6(),
            nn.Conv2d(6, 12, 1, bias=False), nn.BatchNorm2d(12))

    def forward(self, x):
        return self.layers(x).mean([2, 3]).reshape(1, 12)


class Map(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(1, 6, 3, 4, 1), nn.ReLU())

    def forward(self, x):
        return self.layers(x)


class Two(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.features = features
        self.last = nn.Linear(6, 4)

    def forward(self, x):
        pooled = self.features(x).mean([2, 3])
        return self.last(pooled), pooled


class Named(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        logits, pooled = self.inner(x)
        return {"logits": logits, "pooled": pooled}


class Pooled(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x)[1]


class Levels(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.float() / 255)


class ChannelsLast(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.permute(0, 3, 1, 2))


def export(network, path, example, outputs=("output",), opset=13, dynamic=True):
    axes = {name: {0: "n"} for name in ("input", *outputs)} if dynamic else None
    data = io.BytesIO()
    torch.onnx.export(network, example, data, input_names=["input"], output_names=list(outputs), dynamic_axes=axes,
                      opset_version=opset)
    path.write_bytes(data.getvalue())


def warmed(network, *shape):
    """With statistics of BatchNorm that differ from those it begins with."""
    network.train()
    network(torch.randn(4, *shape) if shape else None)
    return network.eval()


def main(scripts, folder):
    folder.mkdir(exist_ok=True)
    image = torch.zeros(2, 1, 12, 12)
    golden = {}
    for name, example in (("encoder", image), ("classifier", torch.zeros(2, 16)), ("images", image),
                          ("whole", image)):
        export(torch.jit.load(str(scripts / f"{name}.pt")).eval(), folder / f"{name}.onnx", example)
    last = nn.Linear(16, 3)
    last.weight.data, last.bias.data = [
        each.data for each in torch.jit.load(str(scripts / "whole.pt")).parameters() if each.shape in ((3, 16), (3,))]
    export(nn.Sequential(last, nn.Softmax(1)).eval(), folder / "head.onnx", torch.zeros(2, 16))

    resnet = warmed(ResNet(), 3, 12, 12)
    documented = nn.Sequential(*list(resnet.children())[:-1])
    colours = torch.zeros(2, 3, 12, 12)
    export(documented, folder / "resnet.onnx", colours, opset=11)
    export(resnet, folder / "resnet-whole.onnx", colours, opset=17)
    torch.jit.trace(documented, colours).save(str(folder / "resnet.pt"))
    golden["resnet"] = documented(numbers(5, 3, 12, 12))
    golden["resnet-whole"] = resnet(numbers(5, 3, 12, 12))

    mobilenet = MobileNet()
    mobilenet.layers.train()
    mobilenet.layers(torch.randn(4, 1, 12, 12))
    mobilenet.eval()
    export(mobilenet, folder / "mobilenet.onnx", image[:1], dynamic=False)
    torch.jit.trace(mobilenet, image[:1]).save(str(folder / "mobilenet.pt"))
    golden["mobilenet"] = torch.cat([mobilenet(row[None]) for row in numbers(5, 1, 12, 12)])

    features = Map().eval()
    two = Two(features).eval()
    export(features, folder / "map.onnx", image)
    torch.jit.trace(features, image).save(str(folder / "map.pt"))
    export(two, folder / "two.onnx", image, ("logits", "pooled"))
    torch.jit.trace(two, image).save(str(folder / "two.pt"))
    torch.jit.trace(Named(two), image, strict=False).save(str(folder / "named.pt"))
    golden["logits"], golden["pooled"] = two(numbers(5, 1, 12, 12))
    export(Pooled(two), folder / "batch4.onnx", torch.zeros(4, 1, 12, 12), dynamic=False)
    double = copy.deepcopy(Pooled(two)).double()
    linear_double = nn.Sequential(nn.Flatten(), nn.Linear(144, 5)).double().eval()
    export(linear_double, folder / "double.onnx", image.double())
    golden["double"] = linear_double(numbers(5, 1, 12, 12).double())
    export(double, folder / "double-convolution.onnx", image.double())
    export(Levels(Pooled(two)), folder / "levels.onnx", image.byte())
    export(Levels(Pooled(two)), folder / "levels9.onnx", image.byte(), opset=9)
    export(ChannelsLast(Pooled(two)), folder / "last.onnx", torch.zeros(2, 12, 12, 1), opset=15)

    class Double(nn.Module):
        def forward(self, x):
            return double(x.double())

    wrapper = Double()
    wrapper.inner = double
    torch.jit.trace(wrapper, image).save(str(folder / "double.pt"))

    linear = nn.Sequential(nn.Linear(6, 4), nn.Softmax(1)).eval()
    export(linear, folder / "linear.onnx", torch.zeros(2, 6))
    golden["linear"] = linear(numbers(5, 6))
    weight, bias = linear[0].weight.detach(), linear[0].bias.detach()
    (folder / "logistic.onnx").write_bytes(logistic(weight, bias, False))
    (folder / "logistic-map.onnx").write_bytes(logistic(weight, bias, True))

    small = nn.Linear(144, 5).eval()
    (folder / "half.onnx").write_bytes(model(
        [node("Flatten", ["input"], ["flat"], axis=1), node("Gemm", ["flat", "weight", "bias"], ["output"], transB=1)],
        [value("input", tensor_type(10, "n", 1, 12, 12))],
        [value("output", tensor_type(10, "n", 5))],
        [constant("weight", small.weight.detach().half()), constant("bias", small.bias.detach().half())]))
    half = nn.Linear(144, 5)
    half.weight.data, half.bias.data = small.weight.data.half().float(), small.bias.data.half().float()
    golden["half"] = half(numbers(5, 1, 12, 12).half().float().flatten(1))

    (folder / "forward.json").write_text(
        json.dumps({name: values.detach().flatten().tolist() for name, values in golden.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
