package io.quarkus.smallrye.openapi.runtime;

import io.quarkus.arc.Unremovable;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The API description as the build has written it, read when it is first asked for.
 *
 * <p>Quarkus' own service parses the written document at every start and writes it anew as JSON and as YAML, which takes
 * a third of the time of a start and gives the same document: nothing of ours is added to it when the application runs.
 *
 * <p>It is part of the packaged application only. There one class loader has both packages of this name; where tests run
 * there are two, and a method that is visible in its package cannot be overridden across them.
 */
@Alternative
@Priority(1)
@Singleton
@Unremovable
@IfBuildProfile("prod")
public class StoredDocuments extends OpenApiDocumentService {
    private static final String NAME = "META-INF/quarkus-generated-openapi-doc.";

    private final Map<Format, byte[]> documents = new EnumMap<>(Format.class);

    /** Makes the service, with nothing read. */
    public StoredDocuments() {}

    /** Does nothing, in the place of the parsing. */
    @Override
    void prepareDocument(
            AutoSecurityFilter security, Map<OpenApiFilter.RunStage, List<String>> filters, String documentName) {}

    /**
     * Returns the document; there is one, whatever the name.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    @Override
    public synchronized byte[] getDocument(String documentName, Format format) {
        return documents.computeIfAbsent(format, StoredDocuments::read);
    }

    private static byte[] read(Format format) {
        String name = NAME + format;
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        try (InputStream document = classes.getResourceAsStream(name)) {
            if (document == null) {
                throw new IOException(name + " is not part of the application");
            }
            return document.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
