package dev.pentimento.embedding.crashes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** What the metadata of a partition's committed offset says about the records after it. */
sealed interface Mark {
    Pattern TRYING = Pattern.compile("trying (\\d{1,6}) (\\d{1,6})");

    /** No instance is processing them. */
    record Clean() implements Mark {
        @Override
        public String text() {
            return "";
        }
    }

    /** An instance is processing them. If found at a takeover, the previous instance did not shut down cleanly. */
    record Open() implements Mark {
        @Override
        public String text() {
            return "open";
        }
    }

    /**
     * The first of them are being decoded and embedded.
     *
     * @param records how many
     * @param attempt counts from 1, for a record that is alone
     */
    record Trying(int records, int attempt) implements Mark {
        @Override
        public String text() {
            return "trying " + records + " " + attempt;
        }
    }

    /** The stored form. */
    String text();

    /** Parses the metadata of a committed offset; metadata of other programs is ignored. */
    static Mark of(OffsetAndMetadata committed) {
        String text = committed.metadata();
        Matcher trying = TRYING.matcher(text);
        if (trying.matches()) {
            return new Trying(Integer.parseInt(trying.group(1)), Integer.parseInt(trying.group(2)));
        }
        return text.equals(new Open().text()) ? new Open() : new Clean();
    }
}
