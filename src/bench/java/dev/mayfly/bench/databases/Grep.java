package dev.mayfly.bench.databases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code grep} of a value as it stands in a file of lines, which is in memory. */
final class Grep implements Contender {
    private final String name;
    private final Path file;

    Grep(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Question> questions() {
        return Set.of(Question.VALUE_UNINDEXED);
    }

    @Override
    public Object ask(Question question, List<String> values) throws IOException, InterruptedException {
        ProcessBuilder grep =
                new ProcessBuilder("grep", "-cF", "--", "\"lot\":\"" + values.get(0) + "\"", file.toString());
        grep.environment().put("LC_ALL", "C");
        Process process = grep.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String count = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        process.waitFor();
        return Integer.valueOf(count);
    }

    @Override
    public Object comparable(Question question, Object answer) {
        return answer;
    }
}
