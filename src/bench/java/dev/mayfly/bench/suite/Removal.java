package dev.mayfly.bench.suite;

import dev.mayfly.bench.report.Figure;
import dev.mayfly.bench.suite.Notebook.Entry;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What removal costs those who read and append. */
final class Removal implements Bench {
    private static final String HEAP = "4g";
    private static final Pattern READ = Pattern.compile("(half removed[^:]*): \\d+ us, ratio ([0-9.]+)");
    private static final Pattern APPENDS = Pattern.compile("appends with rules: ([0-9.]+) times");
    private static final Pattern LOGINS =
            Pattern.compile("s: ([0-9,]+) to ([0-9,]+) bytes .* longest append ([0-9.]+) ms");

    @Override
    public String name() {
        return "removal";
    }

    @Override
    public String title() {
        return "What removal costs, in one process. Reads of a store of which half has been removed, before its"
                + " memory is freed and after, in times those of a store that never had that half. Appends with a"
                + " retention rule that keeps 50 events of an aggregate, in times those without a rule. And an hour"
                + " of virtual time with a thousand logins a second that are removed after two idle minutes: how"
                + " far the memory after each copy is from the middle of the least and the most, and the longest"
                + " append.";
    }

    @Override
    public void run(Lab lab) throws Exception {
        Matcher reads = READ.matcher(figures(lab, "reads", 1_000_000));
        while (reads.find()) {
            lab.notebook().add(Entry.cost(reads.group(1), Figure.OURS, "times"), Double.parseDouble(reads.group(2)));
        }
        Matcher appends = found(APPENDS, figures(lab, "appends", 200_000));
        lab.notebook()
                .add(
                        new Entry("appends with a retention rule", Figure.OURS, "times", true),
                        Double.parseDouble(appends.group(1)));
        String seconds = lab.scale().smoke() ? "300" : "3600";
        Matcher logins = found(LOGINS, lab.figures(HEAP, "RemovalFigures", "logins", seconds));
        double least = number(logins.group(1));
        double most = number(logins.group(2));
        String what = "a thousand logins a second, removed after two minutes";
        lab.notebook()
                .add(
                        Entry.cost(what + ", memory more or less", Figure.OURS, "%"),
                        100 * (most - least) / (most + least));
        lab.notebook()
                .add(Entry.cost(what + ", longest append", Figure.OURS, "ms"), Double.parseDouble(logins.group(3)));
    }

    private static String figures(Lab lab, String what, int events) throws IOException {
        return lab.figures(
                HEAP, "RemovalFigures", what, Integer.toString(lab.scale().events(events)));
    }

    private static Matcher found(Pattern pattern, String output) throws IOException {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IOException("No figures in: " + output);
        }
        return found;
    }

    private static double number(String digits) {
        return Double.parseDouble(digits.replace(",", ""));
    }
}
