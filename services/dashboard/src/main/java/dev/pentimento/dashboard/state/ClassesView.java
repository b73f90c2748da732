package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.quality.ClassEntry;
import dev.pentimento.events.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The champion's classes in a span of time.
 *
 * @param span which time is told, in windows, hours or days
 * @param version the champion; null if there is none
 * @param rows worst first
 */
public record ClassesView(
        Slice slice, Covered span, @Nullable String version, String arm, List<ClassEntry> rows) {}
