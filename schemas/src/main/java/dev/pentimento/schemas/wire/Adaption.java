package dev.pentimento.schemas.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;

/**
 * Converts a message from one schema to another by Avro's own resolution: fields are matched by name, new fields get
 * their defaults, dropped ones are left out.
 */
final class Adaption {
    private final GenericDatumReader<Object> reader;
    private final GenericDatumWriter<Object> writer;

    Adaption(Schema from, Schema to) {
        this.reader = new GenericDatumReader<>(from, to, new GenericData());
        this.writer = new GenericDatumWriter<>(to, new GenericData());
    }

    /** @param message includes the header, which is replaced */
    byte[] adapt(byte[] header, byte[] message) throws IOException {
        int start = WireFormat.HEADER_LENGTH;
        var decoder = DecoderFactory.get().binaryDecoder(message, start, message.length - start, null);
        return EncodingBuffer.encode(header, writer, reader.read(null, decoder));
    }
}
