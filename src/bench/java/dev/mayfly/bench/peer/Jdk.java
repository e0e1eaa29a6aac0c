package dev.mayfly.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param home where it lies
 * @param feature its feature version, such as 25
 * @param version its whole version
 */
public record Jdk(Path home, int feature, String version) {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private static final Path USUAL = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"((\\d+)[^\"]*)\"");

    /**
     * Returns the JDK that everything is measured on: {@code JAVA_HOME}'s, else the newest of those installed, else the
     * one that runs this.
     */
    public static Jdk measured() throws IOException {
        String chosen = System.getenv("JAVA_HOME");
        if (chosen != null) {
            return of(Path.of(chosen));
        }
        List<Jdk> found = new ArrayList<>();
        found.add(of(Path.of(System.getProperty("java.home"))));
        if (Files.isDirectory(USUAL)) {
            try (Stream<Path> homes = Files.list(USUAL)) {
                for (Path home : homes.toList()) {
                    if (Files.isExecutable(home.resolve("bin/javac")) && Files.exists(home.resolve("release"))) {
                        found.add(of(home));
                    }
                }
            }
        }
        return found.stream().max(Comparator.comparingInt(Jdk::feature)).orElseThrow();
    }

    private static Jdk of(Path home) throws IOException {
        Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
        if (!version.find()) {
            throw new IOException(home + " has no version in its release file");
        }
        return new Jdk(home, Integer.parseInt(version.group(2)), version.group(1));
    }

    /** Returns the path of its {@code java}. */
    public String java() {
        return home.resolve("bin/java").toString();
    }

    /** Returns the path of its {@code jcmd}. */
    public String jcmd() {
        return home.resolve("bin/jcmd").toString();
    }

    /**
     * Has a process of it collect its garbage, and returns how many bytes are live then.
     *
     * @param log a file for what {@code jcmd} says
     */
    public long liveHeapBytes(long pid, Path log) throws IOException {
        Matcher total = TOTAL.matcher(
                Child.run(log, Duration.ofSeconds(30), List.of(jcmd(), Long.toString(pid), "GC.class_histogram")));
        if (!total.find()) {
            throw new IOException("no total in " + log);
        }
        return Long.parseLong(total.group(1));
    }

    /** Returns the path of its {@code javac}. */
    public String javac() {
        return home.resolve("bin/javac").toString();
    }
}
