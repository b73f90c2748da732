package dev.pentimento.evaluation.routing;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells {@link SetAsideRecords} on which record a step failed. The transaction is aborted in any case. */
public final class ProcessingFaults implements ProcessingExceptionHandler {
    /** Name of the setting that holds the {@link SetAsideRecords}. */
    public static final String RECORDS = "pentimento.set.aside.records";

    private @Nullable SetAsideRecords records;

    @Override
    public void configure(Map<String, ?> configs) {
        records = (SetAsideRecords) configs.get(RECORDS);
    }

    /** @param record none: the failed work was triggered by the clock */
    @Override
    public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
        if (record != null && context.topic() != null) {
            Objects.requireNonNull(records)
                    .add(context.processorNodeId(), context.topic(), context.partition(), context.offset(), exception);
        }
        return Response.fail();
    }
}
