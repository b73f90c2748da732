package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import java.util.List;

/**
 * Times of an alarm, and the images and sources that show it.
 *
 * @param resolvedMillis {@value #STANDS} while the alarm stands
 * @param sources those that have occurred more or less often since
 */
record AlarmTimes(
        long number,
        long raisedMillis,
        long startedMillis,
        long resolvedMillis,
        List<String> examples,
        List<String> sources) {
    static final long STANDS = -1;

    AlarmTimes with(List<String> moved) {
        return new AlarmTimes(number, raisedMillis, startedMillis, resolvedMillis, examples, moved);
    }

    AlarmTimes resolved(long millis) {
        return new AlarmTimes(number, raisedMillis, startedMillis, millis, examples, sources);
    }

    void write(Packer packer) {
        packer.number(number)
                .number(raisedMillis)
                .number(startedMillis)
                .number(resolvedMillis)
                .texts(examples)
                .texts(sources);
    }

    static AlarmTimes read(Unpacker unpacker) {
        return readWithoutSources(unpacker).with(unpacker.texts());
    }

    static AlarmTimes readWithoutSources(Unpacker unpacker) {
        return new AlarmTimes(
                unpacker.number(),
                unpacker.number(),
                unpacker.number(),
                unpacker.number(),
                unpacker.texts(),
                List.of());
    }
}
