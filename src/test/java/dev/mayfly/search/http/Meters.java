package dev.mayfly.search.http;

import static io.restassured.RestAssured.given;

/** The meters of the application under test. */
final class Meters {
    private Meters() {}

    /** Returns the value of the meter that has this name, with its tags. */
    static double value(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
