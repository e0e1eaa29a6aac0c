package dev.mayfly.http.live;

import static io.restassured.RestAssured.given;

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
        String text = given().get("/q/metrics").then().statusCode(200).extract().asString();
        return text.lines()
                .filter(line -> (line.startsWith(name + " ") || line.startsWith(name + "{")) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no meter " + name + " in\n" + text));
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
