package dev.mayfly.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The events that fill a store: an export, compressed or not. */
final class Seed {
    private final byte[] ndjson;
    private final boolean gzip;

    private Seed(byte[] ndjson, boolean gzip) {
        this.ndjson = ndjson;
        this.gzip = gzip;
    }

    /** Returns its bytes, which nobody changes. */
    byte[] ndjson() {
        return ndjson;
    }

    /** Returns whether it is compressed. */
    boolean gzip() {
        return gzip;
    }

    /** Reads a resource beside a class or at the root of the class path, else a file. */
    static Seed read(String name, Class<?> testClass) {
        try (InputStream resource = open(name, testClass)) {
            return new Seed(resource.readAllBytes(), name.endsWith(".gz"));
        } catch (IOException unreadable) {
            throw new ExtensionConfigurationException(
                    "The seed " + name + " is neither a resource that " + testClass.getName()
                            + " finds, nor a file that can be read",
                    unreadable);
        }
    }

    private static InputStream open(String name, Class<?> testClass) throws IOException {
        InputStream beside = testClass.getResourceAsStream(name);
        if (beside != null) {
            return beside;
        }
        InputStream resource = testClass.getResourceAsStream("/" + name);
        return resource != null ? resource : Files.newInputStream(Path.of(name));
    }
}
