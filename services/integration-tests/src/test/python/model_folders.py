"""Makes folders with networks as Hugging Face and MLflow write them, images, and what Python answers for these images.

For PreprocessingIT. The networks have random weights. Needs torchvision (Debian: python3-torchvision). In
services/integration-tests:

    /usr/bin/python3 src/test/python/model_folders.py src/test/resources/preprocessing
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import nn
from torchvision import transforms
from torchvision.transforms.functional import InterpolationMode

warnings.filterwarnings("ignore")
torch.set_num_threads(1)

CLASSES = ["warm", "cold", "grey"]
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
SIDE = 32


class ChannelsLast(nn.Module):
    """As Keras exports it."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, images):
        return self.network(images.permute(0, 3, 1, 2))


def network(seed):
    torch.manual_seed(seed)
    layers = nn.Sequential(
        nn.Conv2d(3, 8, 3, stride=2), nn.ReLU(), nn.Conv2d(8, 12, 3, stride=2), nn.ReLU(), nn.Flatten(),
        nn.LazyLinear(16), nn.Tanh(), nn.Linear(16, len(CLASSES)), nn.Softmax(1))
    layers(torch.zeros(2, 3, SIDE, SIDE))
    with torch.no_grad():  # sensitive to every pixel
        layers[5].weight *= 6
        layers[7].weight *= 6
    return layers.eval()


def export(model, example, file):
    file.parent.mkdir(parents=True, exist_ok=True)
    axes = {"images": {0: "n"}, "probabilities": {0: "n"}}
    torch.onnx.export(model, example, str(file), input_names=["images"], output_names=["probabilities"],
                      dynamic_axes=axes, opset_version=13)


def images():
    random = np.random.RandomState(3)
    for number, (height, width) in enumerate([(40, 71), (90, 33), (32, 32), (20, 25), (128, 96), (57, 57)]):
        y, x = np.mgrid[0:height, 0:width]
        waves = [128 + 90 * np.sin(x / random.uniform(2, 9) + y / random.uniform(2, 9)) for _ in range(3)]
        noise = random.randint(-37, 38, (height, width, 3))
        yield f"{number}.png", Image.fromarray((np.dstack(waves) + noise).clip(0, 255).round().astype(np.uint8))


def cut(image):
    """Hugging Face's center_crop (transformers, image_transforms.py): halves are rounded down, unlike torchvision's."""
    left, top = (image.width - SIDE) // 2, (image.height - SIDE) // 2
    return image.crop((left, top, left + SIDE, top + SIDE))


def main():
    target = pathlib.Path(sys.argv[1])
    answers = {"huggingface": {}, "mlflow": {}}
    furthest = dict.fromkeys(answers, 0.0)
    (target / "images").mkdir(parents=True, exist_ok=True)

    convnext = network(1)
    folder = target / "huggingface"
    export(convnext, torch.zeros(2, 3, SIDE, SIDE), folder / "onnx" / "model.onnx")
    (folder / "config.json").write_text(json.dumps(
        {"architectures": ["ConvNextForImageClassification"], "id2label": dict(enumerate(CLASSES))}, indent=2) + "\n")
    (folder / "preprocessor_config.json").write_text(json.dumps(
        {"crop_pct": 0.875, "do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": MEAN,
         "image_processor_type": "ConvNextImageProcessor", "image_std": STD, "resample": 3,
         "rescale_factor": 1 / 255, "size": {"shortest_edge": SIDE}}, indent=2) + "\n")
    usual = transforms.Compose([
        transforms.Resize(int(SIDE / 0.875), InterpolationMode.BICUBIC), transforms.Lambda(cut),
        transforms.ToTensor(), transforms.Normalize(MEAN, STD)])

    keras = network(2)
    folder = target / "mlflow"
    export(ChannelsLast(keras), torch.zeros(2, SIDE, SIDE, 3), folder / "model.onnx")
    (folder / "MLmodel").write_text("""artifact_path: model
flavors:
  onnx:
    code: null
    data: model.onnx
    onnx_version: 1.13.1
    providers:
    - CPUExecutionProvider
  python_function:
    data: model.onnx
    loader_module: mlflow.onnx
mlflow_version: 2.9.2
signature:
  inputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 32, 32, 3]}, "name": "images"}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}, "name": "probabilities"}]'
  params: null
""")

    with torch.no_grad():
        for name, image in images():
            image.save(target / "images" / name)
            answers["huggingface"][name] = convnext(usual(image)[None])[0].tolist()
            boxed = np.asarray(ImageOps.pad(image, (SIDE, SIDE), Image.BILINEAR, (114, 114, 114)))[:, :, ::-1]
            tensor = torch.tensor(boxed / 127.5 - 1, dtype=torch.float32).permute(2, 0, 1)
            answers["mlflow"][name] = keras(tensor[None])[0].tolist()
            # What an import without the settings gives: the test could not fail if it were the same.
            plain = transforms.Compose([transforms.Resize((SIDE, SIDE)), transforms.ToTensor(),
                                        transforms.Normalize(MEAN, STD)])(image)[None]
            for key, model in [("huggingface", convnext), ("mlflow", keras)]:
                difference = (model(plain)[0] - torch.tensor(answers[key][name])).abs().max().item()
                print(key, name, round(difference, 4))
                furthest[key] = max(furthest[key], difference)
    assert min(furthest.values()) > 0.05, furthest
    (target / "answers.json").write_text(json.dumps(answers, indent=1) + "\n")


if __name__ == "__main__":
    main()
