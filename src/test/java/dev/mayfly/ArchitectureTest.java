package dev.mayfly;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms of the house, and which doors there are between them. */
class ArchitectureTest {
    private static final String ROOT = "dev.mayfly.";
    private static final String[] PLAIN_JAVA = {"java..", "org.jspecify.annotations.."};

    private static JavaClasses classes;

    /** A room, and the rooms that it may use; its own packages it may use anyway. */
    private record Room(String name, List<String> uses) {
        static Room of(String name, String... uses) {
            return new Room(name, List.of(uses));
        }

        String[] doors() {
            return Stream.concat(Stream.of(name), uses.stream())
                    .map(room -> ROOT + room + "..")
                    .toArray(String[]::new);
        }
    }

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.mayfly");
    }

    @TestFactory
    Stream<DynamicTest> a_room_uses_only_the_rooms_it_may() {
        return Stream.of(
                        Room.of("event"),
                        Room.of("gzip"),
                        Room.of("eventstore", "event"),
                        Room.of("cloudevent", "event"),
                        Room.of("store", "eventstore", "event"),
                        Room.of("fault", "eventstore", "event"),
                        Room.of("operation", "eventstore", "event"),
                        Room.of("sample", "event"),
                        Room.of("subscription", "eventstore", "event"),
                        Room.of("projection", "subscription", "eventstore", "event"),
                        Room.of("sink", "subscription", "cloudevent", "eventstore", "event"),
                        Room.of("query", "eventstore", "event"),
                        Room.of("dump", "gzip", "query", "eventstore", "event"),
                        Room.of("cache", "query"),
                        Room.of("redis", "cache", "query"),
                        Room.of("analytics", "eventstore", "event"),
                        Room.of("command", "eventstore", "event"),
                        Room.of("payment", "command", "query", "analytics", "projection", "eventstore", "event"),
                        Room.of(
                                "rest",
                                "payment",
                                "command",
                                "query",
                                "dump",
                                "analytics",
                                "projection",
                                "subscription",
                                "cloudevent",
                                "store",
                                "fault",
                                "operation",
                                "sample",
                                "gzip",
                                "eventstore",
                                "event"))
                .map(room -> DynamicTest.dynamicTest(
                        room.name(),
                        () -> classes()
                                .that()
                                .resideInAPackage(ROOT + room.name() + "..")
                                .should()
                                .onlyDependOnClassesThat(
                                        resideInAnyPackage(room.doors()).or(outside()))
                                .allowEmptyShould(true)
                                .check(classes)));
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
    void the_engine_and_the_domains_are_plain_java() {
        classes()
                .that()
                .resideInAnyPackage(
                        ROOT + "event..",
                        ROOT + "gzip..",
                        ROOT + "cloudevent..",
                        ROOT + "eventstore..",
                        ROOT + "store..",
                        ROOT + "fault..",
                        ROOT + "operation..",
                        ROOT + "sample..",
                        ROOT + "subscription..",
                        ROOT + "projection..",
                        ROOT + "sink",
                        ROOT + "query..",
                        ROOT + "dump..",
                        ROOT + "analytics..",
                        ROOT + "command..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(PLAIN_JAVA)
                        .or(resideInAnyPackage("dev.mayfly..", "com.fasterxml.jackson.core..")))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void a_domain_knows_no_framework() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "payment..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "com.fasterxml.jackson.databind..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void the_command_side_and_the_query_side_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "command..", ROOT + "rest.command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "query..", ROOT + "rest.query..")
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "query..", ROOT + "analytics..", ROOT + "rest.query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "rest.command..")
                .check(classes);
    }

    @Test
    void the_rooms_and_the_packages_have_no_cycles() {
        slices().matching("dev.mayfly.(*)..").should().beFreeOfCycles().check(classes);
        slices().matching("dev.mayfly.(**)").should().beFreeOfCycles().check(classes);
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

    private static DescribedPredicate<JavaClass> outside() {
        return DescribedPredicate.not(resideInAnyPackage("dev.mayfly..")).as("classes that are not ours");
    }
}
