package dev.mayfly.console;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Where this machine has Chromium and the driver that belongs to it. */
record Installation(Path browser, Path driver) {
    /** What is said where there is none. */
    static final String MISSING = "Console tests skipped: no Chromium and chromedriver found; install both"
            + " (apt-get install chromium chromium-driver) or name them in MAYFLY_TEST_BROWSER and MAYFLY_TEST_DRIVER";

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> DRIVERS = List.of("chromedriver");

    /** Returns what is installed here, or nothing unless there is a browser and a driver. */
    static Optional<Installation> find() {
        return find(System.getProperties(), System.getenv());
    }

    /**
     * Returns what those name: each of the two by the properties {@code browser.path} and
     * {@code browser.driver}, else by {@code MAYFLY_TEST_BROWSER} and {@code MAYFLY_TEST_DRIVER}, else on the path.
     */
    static Optional<Installation> find(Properties properties, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "");
        Optional<Path> browser = named(properties, "browser.path", environment, "MAYFLY_TEST_BROWSER")
                .or(() -> onPath(path, BROWSERS));
        Optional<Path> driver = named(properties, "browser.driver", environment, "MAYFLY_TEST_DRIVER")
                .or(() -> onPath(path, DRIVERS));
        return browser.filter(Files::isExecutable)
                .flatMap(found -> driver.filter(Files::isExecutable).map(other -> new Installation(found, other)));
    }

    private static Optional<Path> named(
            Properties properties, String property, Map<String, String> environment, String variable) {
        return Stream.of(properties.getProperty(property), environment.get(variable))
                .filter(Objects::nonNull)
                .map(Path::of)
                .findFirst();
    }

    private static Optional<Path> onPath(String path, List<String> names) {
        return names.stream()
                .flatMap(name -> Arrays.stream(path.split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
