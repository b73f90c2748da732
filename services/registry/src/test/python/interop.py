"""What a program with Confluent's Python client does: run by the tests, results on standard output as JSON.

    interop.py URL write CONTRACTS    write an Image and a Label, messages in hexadecimal
    interop.py URL read TOPIC HEX     read a message of that topic
    interop.py URL registry           go through the registry client
"""
import datetime
import json
import pathlib
import sys

from confluent_avro import deserializer, serializer
from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.error import SchemaRegistryError

NOON = datetime.datetime(2026, 11, 23, 12, 0, 0, 123000, tzinfo=datetime.timezone.utc)


def write(url, contracts):
    def message(topic, contract, record):
        text = (pathlib.Path(contracts) / contract).read_text(encoding="utf-8")
        return serializer(url, topic, text)(record).hex()

    image = {
        "id": "image-ü", "content": bytes(range(256)), "uri": None, "contentType": "image/png",
        "capturedAt": NOON, "source": "site",
    }
    label = {"imageId": "image-ü", "label": "coat", "labelledAt": NOON, "annotator": None}
    return {"images": message("images", "Image.avsc", image), "labels": message("labels", "Label.avsc", label)}


def read(url, topic, message):
    record = deserializer(url, topic)(bytes.fromhex(message))
    return json.loads(json.dumps(record, default=lambda value: value.hex() if isinstance(value, bytes) else value.isoformat()))


def record(*fields):
    text = json.dumps({"type": "record", "name": "R", "namespace": "python", "fields": list(fields)})
    return Schema(text, "AVRO")


def refusal(call):
    try:
        call()
    except SchemaRegistryError as error:
        return [error.http_status_code, error.error_code]
    return None


def registry(url):
    client = SchemaRegistryClient({"url": url})
    # No slash: test_compatibility() of version 1.7 does not escape it.
    subject = "python client value"
    a, b = {"name": "a", "type": "int"}, {"name": "b", "type": "int"}
    first = client.register_schema(subject, record(a))
    found = {
        "same_id": client.register_schema(subject, record(a)) == first,
        "schema": json.loads(client.get_schema(first).schema_str)["name"],
        "lookup": client.lookup_schema(subject, record(a)).version,
        "listed": subject in client.get_subjects(),
        "versions": client.get_versions(subject),
        "latest": client.get_latest_version(subject).schema_id == first,
        "version": client.get_version(subject, 1).version,
        "level": client.get_compatibility(),
        "incompatible": refusal(lambda: client.register_schema(subject, record(a, b))),
        "no_level": refusal(lambda: client.get_compatibility(subject)),
        "no_subject": refusal(lambda: client.get_versions("never")),
        "no_version": refusal(lambda: client.get_version(subject, 9)),
        "invalid": refusal(lambda: client.register_schema(subject, Schema('{"type": "recrod"}', "AVRO"))),
    }
    client.set_compatibility(subject_name=subject, level="NONE")
    found["own_level"] = client.get_compatibility(subject)
    found["compatible"] = client.test_compatibility(subject, record(a, b))
    client.register_schema(subject, record(a, b))
    found["deleted_version"] = client.delete_version(subject, 2)
    found["deleted"] = client.delete_subject(subject)
    found["gone"] = refusal(lambda: client.get_versions(subject))
    return found


def main():
    url, command, *rest = sys.argv[1:]
    json.dump({"write": write, "read": read, "registry": registry}[command](url, *rest), sys.stdout)


if __name__ == "__main__":
    main()
