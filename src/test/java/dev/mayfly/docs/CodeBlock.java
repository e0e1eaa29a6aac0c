package dev.mayfly.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of code in a document.
 *
 * @param file the path in a comment before it, of the file that it shows; null if there is none
 * @param language what stands after the opening fence; empty if nothing does
 */
record CodeBlock(@Nullable String file, String language, String text) {
    private static final Pattern BLOCK =
            Pattern.compile("(?m)(?:^<!-- (\\S+) -->\\n)?^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    /** Returns a document's blocks, in their order. */
    static List<CodeBlock> of(Path document) throws IOException {
        Matcher matcher = BLOCK.matcher(Files.readString(document));
        List<CodeBlock> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(new CodeBlock(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return blocks;
    }

    /** Returns a file as documents show it: without a package, which each reader has their own of. */
    static String shown(Path file) throws IOException {
        return Files.readString(file).replaceFirst("^package [^;]+;\\n\\n", "");
    }
}
