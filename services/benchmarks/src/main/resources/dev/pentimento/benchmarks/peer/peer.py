#!/usr/bin/env python3
"""An image classifier on Kafka as many teams write it: poll, decode, run the network, produce, commit.

`./pentimento bench throughput` runs it beside Pentimento, on the same broker, cores, images and networks, to have something to
compare with. It gets every advantage that such a program has:

- It does less: one opinion for each image, as JSON. No embeddings, no correction, no labels, no quality, no drift.
- Its records hold the image files themselves, so it parses no Avro.
- Its batches are what a poll gives, up to 512 images, as in Pentimento's embedding service.
- Its clock starts when the network is warm and the first images are there. Pentimento's cold start is not taken off.
- Its partitions are assigned by hand, so no rebalance costs time.

PyTorch runs with one thread in each process, because more threads make batches of small images slower; with two processes, two
cores are busy. It prints one line of JSON at the end: images, seconds since the epoch at its first batch and after its last commit,
and processor seconds in between.

It needs confluent_kafka, torch, numpy and PIL. On Debian: apt install python3-confluent-kafka python3-torch python3-pil
"""
import argparse
import io
import json
import pathlib
import resource
import struct
import time

import numpy
import torch
from confluent_kafka import Consumer, Producer, TopicPartition
from PIL import Image

BATCH = 512
POLL_SECONDS = 0.1
SLOPE = 0.1


def tensors(path):
    """Architecture and tensors of one of Pentimento's network files, which are safetensors."""
    data = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    body = data[8 + length:]
    metadata = header.pop("__metadata__")
    types = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}
    values = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        array = numpy.frombuffer(body[start:end], dtype=types[entry["dtype"]]).reshape(entry["shape"])
        values[name] = torch.from_numpy(array.copy())
    return json.loads(metadata["pentimento.architecture"]), values


def filled(module, values, name):
    """The module with the values of this name; a BatchNorm counts batches, which the file does not hold."""
    own = {key[len(name) + 1:]: value for key, value in values.items() if key.startswith(name + ".")}
    module.load_state_dict(own, strict=False)
    return module


def encoder(path):
    architecture, values = tensors(path)
    layers = []
    inputs = architecture["input"]["channels"]
    for level, outputs in enumerate(architecture["channels"]):
        layers += [filled(torch.nn.Conv2d(inputs, outputs, 3, stride=2, padding=1), values, f"conv{level}"),
                   filled(torch.nn.BatchNorm2d(outputs), values, f"norm{level}"), torch.nn.LeakyReLU(SLOPE)]
        inputs = outputs
    rows, columns = values["mean.weight"].shape
    layers += [torch.nn.Flatten(), filled(torch.nn.Linear(columns, rows), values, "mean")]
    return torch.nn.Sequential(*layers)


def classifier(path):
    architecture, values = tensors(path)
    inputs = architecture["dimensions"]
    layers = [filled(torch.nn.BatchNorm1d(inputs), values, "input")]
    for layer, units in enumerate(architecture["hidden"]):
        layers += [filled(torch.nn.Linear(inputs, units), values, f"dense{layer}"),
                   filled(torch.nn.BatchNorm1d(units), values, f"norm{layer}"), torch.nn.LeakyReLU(SLOPE)]
        inputs = units
    return torch.nn.Sequential(*layers, filled(torch.nn.Linear(inputs, architecture["classes"]), values, "output"))


def decoded(content):
    return numpy.asarray(Image.open(io.BytesIO(content)).convert("L"), dtype=numpy.float32) / 255


def opinions(network, messages, classes):
    images = torch.from_numpy(numpy.stack([decoded(message.value()) for message in messages])[:, None])
    with torch.inference_mode():
        probabilities = torch.softmax(network(images), 1).numpy()
    best = probabilities.argmax(1)
    return [json.dumps({"imageId": message.key().decode(), "class": classes[best[i]],
                        "confidence": float(probabilities[i, best[i]]),
                        "probabilities": [round(float(value), 6) for value in probabilities[i]]}).encode()
            for i, message in enumerate(messages)]


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bootstrap-server", required=True)
    parser.add_argument("--images", required=True)
    parser.add_argument("--predictions", required=True)
    parser.add_argument("--partitions", required=True, help="numbers of the partitions, with commas")
    parser.add_argument("--name", required=True, help="of the consumer group and of the transactional id")
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--classifier", required=True)
    parser.add_argument("--classes", required=True, help="a JSON list")
    parser.add_argument("--transactional", action="store_true")
    arguments = parser.parse_args()
    classes = json.loads(arguments.classes)

    torch.set_num_threads(1)
    network = torch.nn.Sequential(encoder(arguments.encoder), classifier(arguments.classifier)).eval()
    broker = {"bootstrap.servers": arguments.bootstrap_server}
    consumer = Consumer({**broker, "group.id": arguments.name, "auto.offset.reset": "earliest",
                         "enable.auto.commit": False, "isolation.level": "read_committed"})
    settings = {"transactional.id": arguments.name} if arguments.transactional else {"enable.idempotence": True}
    producer = Producer({**broker, **settings, "linger.ms": 5})
    if arguments.transactional:
        producer.init_transactions()
    partitions = [TopicPartition(arguments.images, int(number), 0) for number in arguments.partitions.split(",")]
    wanted = sum(consumer.get_watermark_offsets(each)[1] for each in partitions)
    consumer.assign(partitions)

    def process(messages):
        if arguments.transactional:
            producer.begin_transaction()
        for message, opinion in zip(messages, opinions(network, messages, classes)):
            producer.produce(arguments.predictions, key=message.key(), value=opinion)
            producer.poll(0)
        if arguments.transactional:
            producer.send_offsets_to_transaction(consumer.position(partitions), consumer.consumer_group_metadata())
            producer.commit_transaction()
        else:
            producer.flush()
            consumer.commit(offsets=consumer.position(partitions), asynchronous=False)

    done, begin, used = 0, 0.0, 0.0
    while done < wanted:
        messages = consumer.consume(min(BATCH, wanted - done), POLL_SECONDS)
        for message in messages:
            if message.error():
                raise SystemExit(str(message.error()))
        if not messages:
            continue
        if done == 0:
            opinions(network, messages, classes)  # the engine is warm before the clock starts
            begin, used = time.time(), processor_seconds()
        process(messages)
        done += len(messages)
    print(json.dumps({"images": done, "begin": begin, "end": time.time(), "cpuSeconds": processor_seconds() - used}))
    consumer.close()


if __name__ == "__main__":
    main()
