package dev.pentimento.cli.options;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code 2026-03-01}, {@code 2026-03-01T08:00}, {@code 2026-03-01T08:00:00+01:00}, or {@code -2h}: so long ago. Without an
 * offset, times are UTC.
 */
public final class TimeConverter implements ITypeConverter<Instant> {
    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

    @Override
    public Instant convert(String text) {
        if (text.startsWith("-")) {
            return Instant.now().minus(new DurationConverter().convert(text.substring(1)));
        }
        for (Function<String, Instant> form : FORMS) {
            try {
                return form.apply(text);
            } catch (DateTimeException e) {
                // the next form, or the message below
            }
        }
        throw new TypeConversionException(
                "'" + text + "' is not a time such as 2026-03-01, 2026-03-01T08:00, 2026-03-01T08:00:00Z or -2h");
    }
}
