package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of modules in CONTRIBUTING.md, held against what the classes of each module depend on. */
final class ModuleTable {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(?:services/)?([a-z-]+)` \\| [^|]* \\| ([^|]*) \\|$", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("dev\\.pentimento\\.([a-z]+)(?:\\..*)?");

    /** By module: the modules and libraries that it may know. */
    private final Map<String, Set<String>> rows = new LinkedHashMap<>();

    private ModuleTable(String text) {
        Matcher matcher = ROW.matcher(text);
        while (matcher.find()) {
            Set<String> known = Arrays.stream(matcher.group(2).split(", "))
                    .map(String::strip)
                    .filter(name -> !name.equals("nothing"))
                    .collect(Collectors.toCollection(TreeSet::new));
            rows.put(matcher.group(1), known);
        }
    }

    static ModuleTable ofContributing() {
        Path file = Path.of("..", "..", "CONTRIBUTING.md");
        try {
            return new ModuleTable(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void holdsFor(JavaClasses classes) {
        Map<String, Set<String>> used = used(classes);
        assertThat(rows.keySet()).as("modules").containsAll(used.keySet());
        used.forEach((module, others) -> {
            if (!rows.get(module).contains("all")) {
                assertThat(others).as("what %s depends on", module).isSubsetOf(reachable(module));
                assertThat(others)
                        .as("what %s depends on, of the modules in its row", module)
                        .containsAll(modulesIn(rows.get(module)));
            }
        });
    }

    private Set<String> modulesIn(Set<String> names) {
        return names.stream().filter(rows::containsKey).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a module may know directly or through what it knows. */
    private Set<String> reachable(String module) {
        Set<String> all = new TreeSet<>(Set.of(module));
        for (String known : modulesIn(rows.get(module))) {
            all.addAll(reachable(known));
        }
        return all;
    }

    private static Map<String, Set<String>> used(JavaClasses classes) {
        Map<String, Set<String>> used = new LinkedHashMap<>();
        classes.forEach(each -> {
            String module = module(each.getPackageName());
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String target = module(dependency.getTargetClass().getPackageName());
                if (!module.isEmpty() && !target.isEmpty() && !target.equals(module)) {
                    used.computeIfAbsent(module, none -> new TreeSet<>()).add(target);
                }
            }
        });
        return used;
    }

    private static String module(String packageName) {
        Matcher matcher = PACKAGE.matcher(packageName);
        if (!matcher.matches()) {
            return "";
        }
        return switch (matcher.group(1)) {
            case "events" -> "schemas";
            case "cli" -> "command-line";
            default -> matcher.group(1);
        };
    }
}
