package dev.mayfly.http.live;

import static io.restassured.RestAssured.given;

import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** The meters of the application under test, as they are scraped. */
public final class Meters {
    private static final int ATTEMPTS = 3_000;
    private static final long PAUSE_MILLIS = 20;

    private Meters() {}

    /** Returns what a meter shows that has no labels or one series. */
    public static double value(String name) {
        return value(name, "");
    }

    /** Returns what a meter's first series shows that has a label such as <code>id="direct"</code>. */
    public static double value(String name, String label) {
        String text = scraped();
        return value(text, name, label)
                .orElseThrow(() -> new AssertionError("there is no meter " + name + " in\n" + text));
    }

    /** Returns the same, or empty if there is no such meter, as of the Java virtual machine in a native executable. */
    public static OptionalDouble ifThere(String name, String label) {
        return value(scraped(), name, label);
    }

    private static String scraped() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    private static OptionalDouble value(String scraped, String name, String label) {
        return scraped.lines()
                .filter(line -> (line.startsWith(name + " ") || line.startsWith(name + "{")) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    /** Waits until what a meter shows is as wanted, and returns it. */
    public static double await(String name, DoublePredicate wanted) throws InterruptedException {
        double value = value(name);
        for (int i = 0; i < ATTEMPTS && !wanted.test(value); i++) {
            Thread.sleep(PAUSE_MILLIS);
            value = value(name);
        }
        if (!wanted.test(value)) {
            throw new AssertionError(name + " stays at " + value);
        }
        return value;
    }
}
