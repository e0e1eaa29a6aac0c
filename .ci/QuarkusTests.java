import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lists the compiled tests that start the application in their own process, for Surefire, which would start it just to find out.
 * Called with the directory of the classes and two files to write: all of these tests, and those without a twin {@code *IT} that runs
 * against the packaged application.
 */
public final class QuarkusTests {
    private static final String ANNOTATION = "Lio/quarkus/test/junit/QuarkusTest;";
    private static final String TEST = "Test.class";

    private QuarkusTests() {}

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        if (!Files.isDirectory(classes)) {
            return;
        }
        List<String> tests;
        try (Stream<Path> files = Files.walk(classes)) {
            tests = files.filter(file -> file.toString().endsWith(TEST) && isAnnotated(file))
                    .map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
        Predicate<String> hasTwin =
                test -> Files.exists(classes.resolve(test.substring(0, test.length() - TEST.length()) + "IT.class"));
        Files.write(Path.of(arguments[1]), tests);
        Files.write(Path.of(arguments[2]), tests.stream().filter(hasTwin.negate()).toList());
    }

    private static boolean isAnnotated(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(ANNOTATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
