package dev.pentimento.cli.connection;

import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.TopicReader;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** Waits for the trainer's answer to what a command has asked. */
public final class Answer {
    private Answer() {}

    /**
     * The first event that is the answer; empty if none came in time.
     *
     * @param reader was opened before the question was sent
     */
    public static <E extends SpecificRecord> Optional<E> await(
            TopicReader<Received<E>> reader, Predicate<E> isAnswer, Duration timeout) {
        long begin = System.nanoTime();
        Optional<E> answer = Optional.empty();
        while (answer.isEmpty() && System.nanoTime() - begin < timeout.toNanos()) {
            answer = reader.poll().stream()
                    .flatMap(each -> each.event().stream())
                    .filter(isAnswer)
                    .findFirst();
        }
        return answer;
    }
}
