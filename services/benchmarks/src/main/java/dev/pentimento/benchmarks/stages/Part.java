package dev.pentimento.benchmarks.stages;

import java.util.Arrays;
import java.util.regex.Pattern;

/** A part of the system, recognized by the names of its threads. The first that matches counts. */
enum Part {
    EMBEDDING("embedding: decoding, encoder, Avro, transactions", ".*embedding.*|consumer_background_thread.*"),
    EVALUATION("evaluation: heads, join, quality, drift, Avro, transactions", ".*evaluation.*|.*StreamThread.*"),
    PAGE("live page", ".*dashboard.*|http.*"),
    TRAINER("trainer", ".*trainer.*"),
    BROKER("broker", "data-plane.*|.*kafka.*|raft.*|.*[Rr]eaper.*|executor-.*|quorum.*|.*coordinator.*"),
    READER("reading the predictions, as a user's program", "main"),
    OTHER("other Java threads", ".*");

    private final String title;
    private final Pattern threads;

    Part(String title, String threads) {
        this.title = title;
        this.threads = Pattern.compile(threads);
    }

    String title() {
        return title;
    }

    /** The part that a thread belongs to. */
    static Part of(String thread) {
        return Arrays.stream(values())
                .filter(part -> part.threads.matcher(thread).matches())
                .findFirst()
                .orElse(OTHER);
    }
}
