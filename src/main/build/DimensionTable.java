import dev.mayfly.event.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the table of dimensions as the console imports it. The build runs it, once the table is compiled. */
public final class DimensionTable {
    private static final String ROW = "  {%n"
            + "    field: \"%s\",%n"
            + "    metadata: %b,%n"
            + "    breakdown: \"%s\",%n"
            + "    english: \"%s\",%n"
            + "    englishPlural: \"%s\",%n"
            + "    french: \"%s\",%n"
            + "    frenchPlural: \"%s\",%n"
            + "  },%n";

    private DimensionTable() {}

    /** Writes the file that is named, and the directories that it is in. */
    public static void main(String[] arguments) throws IOException {
        StringBuilder text = new StringBuilder("/** The table of dimensions, written by the build. */\n");
        text.append("export const DIMENSIONS = [\n");
        for (Dimension dimension : Dimension.values()) {
            Dimension.Words words = dimension.words();
            text.append(ROW.formatted(
                    dimension.field(),
                    dimension.origin() == Dimension.Origin.METADATA,
                    dimension.breakdown() == null ? "" : dimension.breakdown(),
                    words.english(),
                    words.englishPlural(),
                    words.french(),
                    words.frenchPlural()));
        }
        text.append("] as const;\n");
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
