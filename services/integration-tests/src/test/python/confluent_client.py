"""A user's program that knows only Kafka, Avro and the registry's URL: Confluent's Python client.

It produces Images and Labels and reads Predictions and QualityWindows. librdkafka hashes keys by CRC32, Java by murmur2:
images and labels of one id land on partitions with different numbers if somebody else's images are about, and must meet
all the same.

    python3 confluent_client.py BOOTSTRAP REGISTRY FOLDER [images|labels|both]

FOLDER has ID.png files and labels.tsv with lines `ID<TAB>LABEL`. Prints one line of JSON.
"""
import json
import pathlib
import sys
import time

from confluent_kafka import DeserializingConsumer, SerializingProducer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.serialization import StringDeserializer, StringSerializer

sys.path.append(str(pathlib.Path(__file__).resolve().parents[4] / "registry" / "src" / "test" / "python"))
from confluent_avro import deserializer, serializer

bootstrap, registry_url, folder, what = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]
registry = SchemaRegistryClient({"url": registry_url})
labels = dict(line.split("\t") for line in (folder / "labels.tsv").read_text().splitlines())


def schema_of(topic):
    return registry.get_latest_version(topic + "-value").schema.schema_str


def producer(topic):
    serialize = serializer(registry_url, topic, schema_of(topic))
    return SerializingProducer({
        "bootstrap.servers": bootstrap,
        "key.serializer": StringSerializer("utf_8"),
        "value.serializer": lambda record, context: serialize(record),
    })


def consumer(topic):
    deserialize = deserializer(registry_url, topic)
    reader = DeserializingConsumer({
        "bootstrap.servers": bootstrap,
        "group.id": "python-" + topic,
        "auto.offset.reset": "earliest",
        "isolation.level": "read_committed",
        "key.deserializer": StringDeserializer("utf_8"),
        "value.deserializer": lambda message, context: deserialize(message),
    })
    reader.subscribe([topic])
    return reader


def read(topic, until, seconds=60):
    reader, events, deadline = consumer(topic), [], time.time() + seconds
    while time.time() < deadline and not until(events):
        message = reader.poll(0.2)
        if message is not None:
            if message.error():
                raise SystemExit(str(message.error()))
            events.append(message.value())
    reader.close()
    return events


if what in ("images", "both"):
    images = producer("images")
    for name in labels:
        images.produce("images", key=name, value={
            "id": name,
            "content": (folder / (name + ".png")).read_bytes(),
            "uri": None,
            "contentType": "image/png",
            "capturedAt": None,
            "source": "python",
        })
        images.poll(0)
    images.flush()
if what in ("labels", "both"):
    truth = producer("labels")
    for name, label in labels.items():
        truth.produce("labels", key=name, value={
            "imageId": name, "label": label, "labelledAt": None, "annotator": "python"})
        truth.poll(0)
    truth.flush()

predictions = read("predictions", lambda seen: len({p["imageId"] for p in seen} & labels.keys()) == len(labels))
overall = lambda q: q["slice"] == "all" and q["windowStart"] is None and q["labelled"] >= len(labels)
quality = read("prediction-quality", lambda seen: any(overall(q) for q in seen))
mine = [p for p in predictions if p["imageId"] in labels]
print(json.dumps({
    "predictions": len(mine),
    "right": sum(p["original"]["label"] == labels[p["imageId"]] for p in mine),
    "labelled": max((q["labelled"] for q in quality if q["slice"] == "all" and q["windowStart"] is None), default=0),
    "accuracy": next((arm["accuracy"] for q in quality if overall(q) for arm in q["arms"] if arm["arm"] == "original"),
                     None),
}))
