package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;

/** Writes records as clients in other languages may, without the checks of Java's producer. */
record RawProducer(String bootstrapServers) {
    /** The last version that names topics. */
    private static final short VERSION = 12;

    void send(String topic, int partition, long timestamp, byte[] key, byte[] value) throws IOException {
        MemoryRecords records = MemoryRecords.withRecords(
                RecordBatch.MAGIC_VALUE_V2,
                0,
                Compression.NONE,
                TimestampType.CREATE_TIME,
                new SimpleRecord(timestamp, key, value));
        TopicProduceDataCollection topics = new TopicProduceDataCollection();
        topics.add(new TopicProduceData()
                .setName(topic)
                .setTopicId(Uuid.ZERO_UUID)
                .setPartitionData(java.util.List.of(
                        new PartitionProduceData().setIndex(partition).setRecords(records))));
        ProduceRequest request = ProduceRequest.builder(new ProduceRequestData()
                        .setAcks((short) -1)
                        .setTimeoutMs(10_000)
                        .setTopicData(topics))
                .build(VERSION);
        RequestHeader header = new RequestHeader(ApiKeys.PRODUCE, VERSION, "raw", 1);
        assertThat(answer(header, request)).as("what the broker says").isEqualTo(Errors.NONE);
    }

    private Errors answer(RequestHeader header, ProduceRequest request) throws IOException {
        int colon = bootstrapServers.lastIndexOf(':');
        try (Socket socket = new Socket(
                bootstrapServers.substring(0, colon), Integer.parseInt(bootstrapServers.substring(colon + 1)))) {
            ByteBuffer bytes = request.serializeWithHeader(header);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer response = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            response.getInt(); // correlation
            response.get(); // no tagged fields
            ProduceResponse parsed = ProduceResponse.parse(new ByteBufferAccessor(response), VERSION);
            PartitionProduceResponse partition = parsed.data()
                    .responses()
                    .iterator()
                    .next()
                    .partitionResponses()
                    .get(0);
            return Errors.forCode(partition.errorCode());
        }
    }
}
