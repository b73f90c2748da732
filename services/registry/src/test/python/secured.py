"""Confluent's Python client and a registry with HTTPS and credentials: secured.py URL CERTIFICATE READER WRITER"""
import json
import sys

import requests
from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.error import SchemaRegistryError


def client(url, certificate, user=None):
    settings = {"url": url, "ssl.ca.location": certificate}
    if user:
        settings["basic.auth.user.info"] = user
    return SchemaRegistryClient(settings)


def status(call):
    try:
        call()
    except SchemaRegistryError as error:
        return error.http_status_code
    return 200


def untrusted(url):
    try:
        SchemaRegistryClient({"url": url}).get_subjects()
    except requests.exceptions.RequestException as error:
        return type(error).__name__
    return None


def main():
    url, certificate, reader, writer = sys.argv[1:]
    schema = Schema('"int"', "AVRO")
    number = client(url, certificate, writer).register_schema("python", schema)
    reading = client(url, certificate, reader)
    json.dump({
        "registered": number > 0,
        "read": json.loads(reading.get_schema(number).schema_str),
        "reader_writes": status(lambda: reading.register_schema("other", schema)),
        "nobody": status(lambda: client(url, certificate).get_subjects()),
        "untrusted": untrusted(url),
    }, sys.stdout)


if __name__ == "__main__":
    main()
