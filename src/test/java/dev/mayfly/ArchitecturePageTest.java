package dev.mayfly;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The drawing in docs/architecture.md is the code's. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final String ROOT = "dev.mayfly.";
    private static final Map<String, Set<String>> CODE = code();

    @Test
    void each_arrow_of_the_drawing_is_in_the_code() throws IOException {
        drawing()
                .forEach((room, used) -> assertThat(CODE.getOrDefault(room, Set.of()))
                        .as("what %s uses", room)
                        .containsAll(used));
    }

    @Test
    void each_arrow_of_the_code_is_in_the_drawing_or_follows_from_it() throws IOException {
        Map<String, Set<String>> drawing = drawing();
        CODE.forEach((room, used) -> assertThat(reachable(room, drawing, new TreeSet<>()))
                .as("what %s uses, directly or not", room)
                .containsAll(used));
    }

    @Test
    void the_table_names_each_room() throws IOException {
        Set<String> rooms = new TreeSet<>(CODE.keySet());
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf("| room |"), page.indexOf("## The way of an append"));
        assertThat(rooms).allSatisfy(room -> assertThat(table).contains("`" + room + "`"));
    }

    private static Set<String> reachable(String room, Map<String, Set<String>> arrows, Set<String> seen) {
        for (String used : arrows.getOrDefault(room, Set.of())) {
            if (seen.add(used)) {
                reachable(used, arrows, seen);
            }
        }
        return seen;
    }

    private static Map<String, Set<String>> drawing() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("flowchart TD");
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (String line : page.substring(begin, page.indexOf("```", begin)).split("\n")) {
            String[] ends = line.split("-->");
            if (ends.length == 2) {
                for (String used : ends[1].split("&")) {
                    arrows.computeIfAbsent(ends[0].strip(), unused -> new TreeSet<>())
                            .add(used.strip());
                }
            }
        }
        assertThat(arrows).isNotEmpty();
        return arrows;
    }

    private static Map<String, Set<String>> code() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.mayfly")) {
            for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (!each.getPackageName().startsWith(ROOT) || !target.startsWith(ROOT)) {
                    continue;
                }
                String from = room(each.getPackageName());
                String to = room(target);
                if (!from.equals(to)) {
                    arrows.computeIfAbsent(from, unused -> new TreeSet<>()).add(to);
                }
            }
        }
        return arrows;
    }

    private static String room(String packageName) {
        return packageName.substring(ROOT.length()).replaceFirst("\\..*", "");
    }
}
