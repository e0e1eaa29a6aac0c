package dev.mayfly;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mayfly.http.quarkus.Workers;
import dev.mayfly.http.read.DimensionDescription;
import io.quarkus.cache.runtime.UndefinedCacheKeyGenerator;
import io.vertx.core.impl.VertxBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms of the house, and which doors there are between them: {@link Rooms} lists them. */
class ArchitectureTest {
    private static final String ROOT = "dev.mayfly.";
    /** The packages that only plain code may be used by, besides the product's own. */
    private static final String[] PLAIN_JAVA = {
        "java..", "org.jspecify.annotations..", "dev.mayfly..", "com.fasterxml.jackson.core.."
    };
    /** What stands in rooms of plain code and talks to a framework or a server. */
    private static final String[] CONNECTIONS = {ROOT + "search.cache..", ROOT + "search.redis..", ROOT + "schema.re2.."
    };
    /** The internals of Quarkus, Quarkus REST and Vert.x: not what their guides tell applications to use. */
    private static final DescribedPredicate<JavaClass> INTERNALS = resideInAnyPackage(
                    "io.quarkus..runtime..",
                    "io.quarkus..impl..",
                    "io.quarkus..deployment..",
                    "io.smallrye.openapi.runtime..",
                    "io.vertx..impl..",
                    "org.jboss.resteasy.reactive.common..",
                    "org.jboss.resteasy.reactive.server.*..")
            .and(not(resideInAnyPackage(
                    "io.quarkus.runtime", "io.quarkus.runtime.annotations", "io.quarkus.runtime.configuration")))
            // What an annotation says that is used as the guide says, unless it says something else.
            .and(not(type(UndefinedCacheKeyGenerator.class)))
            .as("internals of the framework");
    /** The most source files that a package may have. */
    private static final int MOST_FILES = 25;
    /** The most lines that a source file of the product may have. */
    private static final int MOST_LINES = 400;

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.mayfly");
    }

    @Test
    void every_package_belongs_to_a_room() {
        TreeSet<String> rooms = new TreeSet<>();
        for (JavaClass each : classes) {
            String name = each.getPackageName();
            if (name.startsWith(ROOT)) {
                rooms.add(name.substring(ROOT.length()).replaceFirst("\\..*", ""));
            }
        }
        TreeSet<String> known = new TreeSet<>(Rooms.plain().keySet());
        known.addAll(Rooms.FEATURES);
        known.addAll(List.of("http", "bootstrap"));
        assertThat(rooms).isEqualTo(known);
    }

    @TestFactory
    Stream<DynamicTest> plain_code_uses_only_the_rooms_below_it() {
        return Rooms.plain().entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.getKey(), () -> checkUses(plain(room.getKey()), room.getKey(), room.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> a_feature_over_http_uses_itself_and_what_all_share() {
        return Rooms.http().entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.getKey(),
                        () -> checkUses(
                                resideInAnyPackage(ROOT + room.getKey() + ".."), room.getKey(), room.getValue())));
    }

    @Test
    void no_feature_uses_the_http_package_of_another_feature() {
        for (String feature : Rooms.FEATURES) {
            String[] others = Rooms.FEATURES.stream()
                    .filter(other -> !other.equals(feature))
                    .map(other -> ROOT + other + ".http..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(classes);
        }
    }

    @Test
    void the_product_does_without_the_sample() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + Rooms.SAMPLE + "..", ROOT + "bootstrap..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + Rooms.SAMPLE + "..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + Rooms.SAMPLE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Rooms.FEATURES.stream()
                        .map(feature -> ROOT + feature + "..")
                        .toArray(String[]::new))
                .check(classes);
    }

    @Test
    void the_shared_http_knows_no_feature() {
        checkUses(
                resideInAnyPackage(ROOT + "http.."),
                "http",
                List.of("access", "input", "criteria", "operation", "cloudevent", "gzip", "eventstore"));
    }

    @TestFactory
    Stream<DynamicTest> the_parts_of_http_use_only_the_parts_below_them() {
        Map<String, List<String>> parts = Rooms.partsOfHttp();
        return parts.entrySet().stream()
                .map(part -> DynamicTest.dynamicTest("http." + part.getKey(), () -> {
                    List<String> above = new ArrayList<>(parts.keySet());
                    above.remove(part.getKey());
                    above.removeAll(part.getValue());
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + "http." + part.getKey() + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(above.stream()
                                    .map(name -> ROOT + "http." + name + "..")
                                    .toArray(String[]::new))
                            .check(classes);
                }));
    }

    @Test
    void what_has_a_path_is_called_a_resource() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .haveSimpleNameEndingWith("Resource")
                .check(classes);
    }

    @Test
    void the_api_is_described_by_its_documents_and_not_by_code() {
        noClasses()
                .that()
                .resideInAPackage("dev.mayfly..")
                // It adds the dimensions of events that no document names yet.
                .and()
                .areNotAssignableTo(DimensionDescription.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.openapi..")
                .check(classes);
    }

    @Test
    void nothing_uses_the_room_that_puts_everything_together() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "bootstrap..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "bootstrap..")
                .check(classes);
    }

    @Test
    void no_room_knows_a_domain() {
        for (String domain : Rooms.DOMAINS) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + domain + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + domain + "..")
                    .check(classes);
        }
    }

    @Test
    void the_domain_that_the_guide_builds_keeps_to_the_rooms_of_one() {
        JavaClasses built = new ClassFileImporter().importPackages(ROOT + "membership");
        checkBuilt(built, resideInAnyPackage(ROOT + "membership"), Rooms.plain().get("payment"));
        checkBuilt(
                built,
                resideInAnyPackage(ROOT + "membership.http"),
                Rooms.http().get("payment.http"));
    }

    private static void checkBuilt(JavaClasses built, DescribedPredicate<JavaClass> users, List<String> rooms) {
        String[] doors = Stream.concat(
                        Stream.of("event", "membership"), rooms.stream().filter(room -> !room.equals("payment")))
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        classes()
                .that(users)
                .and()
                .haveSimpleNameNotEndingWith("Test")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(doors).or(outside()))
                .check(built);
    }

    @Test
    void everything_but_http_and_bootstrap_is_plain_java() {
        classes()
                .that()
                .resideInAPackage("dev.mayfly..")
                .and()
                .resideOutsideOfPackages(ROOT + "bootstrap..", ROOT + "http..", ROOT + "*.http..")
                .and()
                .resideOutsideOfPackages(CONNECTIONS)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLAIN_JAVA))
                .check(classes);
    }

    @Test
    void the_internals_of_the_framework_are_known_in_one_place() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "http.quarkus..", ROOT + "http.wire..")
                .should()
                .dependOnClassesThat(INTERNALS.or(resideInAnyPackage("io.netty..")))
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "http.wire..")
                .should()
                .dependOnClassesThat(INTERNALS.and(not(type(VertxBuilder.class))))
                .because("a guard is in the pipeline of a connection, which is Netty's, and is given Vert.x' builder")
                .check(classes);
    }

    @Test
    void whatever_goes_to_a_worker_is_forgotten_by_it_afterwards() {
        noClasses()
                .that(not(type(Workers.class)))
                .should()
                .callMethodWhere(target(nameMatching("executeBlocking|executeBlockingAndForget|getDefaultWorkerPool")))
                .because("Workers has its tasks forget what they refer to")
                .check(classes);
    }

    @Test
    void the_command_side_and_the_query_side_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "command..", ROOT + "append..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "search..", ROOT + "analytics..")
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "search..", ROOT + "analytics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "command..", ROOT + "append..")
                .check(classes);
    }

    @Test
    void the_rooms_and_the_packages_have_no_cycles() {
        slices().matching("dev.mayfly.(*)..").should().beFreeOfCycles().check(classes);
        slices().matching("dev.mayfly.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void a_package_is_small_enough_to_be_held_in_mind() {
        Map<String, TreeSet<String>> files = new TreeMap<>();
        for (JavaClass each : classes) {
            if (!each.getPackageName().startsWith("dev.mayfly")
                    || each.getSource().isEmpty()) {
                continue;
            }
            each.getSource()
                    .flatMap(source -> source.getFileName())
                    .ifPresent(name -> files.computeIfAbsent(each.getPackageName(), unused -> new TreeSet<>())
                            .add(name));
        }
        assertThat(files).allSatisfy((name, sources) -> assertThat(sources).hasSizeLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void a_class_is_short_enough_to_be_read_at_once() throws IOException {
        Map<Path, Integer> tooLong = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                if (lines > MOST_LINES) {
                    tooLong.put(file, lines);
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> plain(String room) {
        return resideInAnyPackage(ROOT + room + "..")
                .and(not(resideInAnyPackage(ROOT + room + ".http..")))
                .as("plain code of " + room);
    }

    private static void checkUses(DescribedPredicate<JavaClass> users, String room, Collection<String> rooms) {
        String[] doors = Stream.concat(Stream.of(room, "event"), rooms.stream())
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        classes()
                .that(users)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(doors).or(outside()))
                .allowEmptyShould(true)
                .check(classes);
    }

    private static DescribedPredicate<JavaClass> outside() {
        return not(resideInAnyPackage("dev.mayfly..")).as("classes that are not ours");
    }
}
