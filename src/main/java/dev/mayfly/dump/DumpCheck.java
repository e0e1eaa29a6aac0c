package dev.mayfly.dump;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A check that a dump of any version is complete and that its checksums match. */
final class DumpCheck {
    private DumpCheck() {}

    /** Returns whether a file is a complete and undamaged dump; false if it cannot be read. */
    static boolean isWhole(Path file) {
        try (InputStream in = new BufferedInputStream(SeedFiles.open(file))) {
            return isWhole(in);
        } catch (IOException damaged) {
            return false;
        }
    }

    private static boolean isWhole(InputStream in) throws IOException {
        MessageDigest digest = DumpText.sha256();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        Section section = null;
        boolean ended = false;
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next != '\n') {
                continue;
            }
            byte[] bytes = line.toByteArray();
            line.reset();
            String text = control(bytes);
            ended = text != null && text.startsWith(Section.LAST_LINE);
            if (ended && !String.valueOf(text).equals(Section.lastLine(digest.digest()))) {
                return false;
            }
            if (!ended) {
                digest.update(bytes);
                Section begun = text == null ? null : Section.parse(text);
                section = begun == null ? section : begun;
            }
        }
        return ended && line.size() == 0 && (section == null || section.number() == section.count());
    }

    /** Returns the text of a line that is not an event, without its line feed, or null for an event. */
    private static @Nullable String control(byte[] line) {
        byte[] beginning = Section.beginning();
        for (int i = 0; i < beginning.length; i++) {
            if (i >= line.length || line[i] != beginning[i]) {
                return null;
            }
        }
        return new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    }
}
