package dev.pentimento.benchmarks.peer;

import dev.pentimento.benchmarks.workload.Workload;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicPlan;
import dev.pentimento.platform.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The same images for the Python consumer: records whose value is the file itself, which is less work to read. */
public final class PeerImages {
    static final String IMAGES = "bench-peer-images";

    private PeerImages() {}

    /** Creates the topics of the Python consumer, and writes the images. */
    public static void write(ServiceContext context, Workload workload, int images) {
        int partitions = context.topics().plan(Topic.IMAGES).partitions();
        List<TopicPlan> topics = PeerVariant.all().stream()
                .map(PeerVariant::predictions)
                .map(name -> plan(name, partitions))
                .toList();
        try (Admin admin = context.clients().admin("bench-peer")) {
            Topics.createMissing(admin, List.of(plan(IMAGES, partitions)));
            Topics.createMissing(admin, topics);
        }
        try (Producer<byte[], byte[]> producer =
                context.clients().producer("bench-peer-camera", Map.of("batch.size", 128 * 1024, "linger.ms", 5))) {
            for (int number = 0; number < images; number++) {
                producer.send(new ProducerRecord<>(
                        IMAGES,
                        Workload.id(number).getBytes(StandardCharsets.UTF_8),
                        workload.image(number).content()));
            }
            producer.flush();
        }
    }

    private static TopicPlan plan(String name, int partitions) {
        return new TopicPlan(name, partitions, false, (short) 1, Map.of());
    }
}
