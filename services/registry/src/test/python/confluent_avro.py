"""Confluent's Avro serializer and deserializer for Python, by its interface of today or by the one before.

The one of today needs fastavro, which not every distribution has; the one before runs on Apache's Avro (Debian: python3-avro).
Both are Confluent's code and speak to the registry themselves. Run as a program, it tells by its exit code whether one is there.
"""
from confluent_kafka.schema_registry import SchemaRegistryClient

try:
    from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
    from confluent_kafka.serialization import MessageField, SerializationContext

    def serializer(url, topic, schema):
        """A function from a dictionary to the bytes of a record's value on that topic; the schema is its text."""
        serialize = AvroSerializer(SchemaRegistryClient({"url": url}), schema)
        return lambda record: serialize(record, SerializationContext(topic, MessageField.VALUE))

    def deserializer(url, topic):
        """A function from the bytes of a record's value to a dictionary, by the schema that wrote it."""
        deserialize = AvroDeserializer(SchemaRegistryClient({"url": url}))
        return lambda message: deserialize(message, SerializationContext(topic, MessageField.VALUE))

except ImportError:
    from confluent_kafka.avro import CachedSchemaRegistryClient, loads
    from confluent_kafka.avro.serializer.message_serializer import MessageSerializer

    def serializer(url, topic, schema):
        messages, parsed = MessageSerializer(CachedSchemaRegistryClient({"url": url})), loads(schema)
        return lambda record: messages.encode_record_with_schema(topic, parsed, record)

    def deserializer(url, topic):
        return MessageSerializer(CachedSchemaRegistryClient({"url": url})).decode_message
