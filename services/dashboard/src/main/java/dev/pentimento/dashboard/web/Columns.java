package dev.pentimento.dashboard.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of a table, each a name and what stands below it. */
final class Columns<T> {
    private final List<String> names = new ArrayList<>();
    private final List<Function<T, ? extends @Nullable Object>> cells = new ArrayList<>();

    Columns<T> with(String name, Function<T, ? extends @Nullable Object> cell) {
        names.add(name);
        cells.add(cell);
        return this;
    }

    /** A figure of something that may be missing: then the cell is empty. */
    static <S> @Nullable Object figure(@Nullable S whole, Function<S, ? extends @Nullable Object> figure) {
        return whole == null ? null : figure.apply(whole);
    }

    Table of(Collection<T> entries) {
        return new Table(List.copyOf(names), entries.stream().map(this::row).toList());
    }

    private List<@Nullable Object> row(T entry) {
        List<@Nullable Object> row = new ArrayList<>(cells.size());
        for (Function<T, ? extends @Nullable Object> cell : cells) {
            row.add(cell.apply(entry));
        }
        return Collections.unmodifiableList(row);
    }
}
