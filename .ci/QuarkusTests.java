import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Lists the compiled tests that start the application in their own process, for Surefire, which would start it just to find out. Called
 * with the directory of the classes and the file to write.
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
        try (Stream<Path> files = Files.walk(classes)) {
            Files.write(
                    Path.of(arguments[1]),
                    files.filter(file -> file.toString().endsWith(TEST) && isAnnotated(file))
                            .map(file -> classes.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList());
        }
    }

    private static boolean isAnnotated(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(ANNOTATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
