package dev.mayfly.bench.report;

import java.util.List;
import java.util.Map;

/** The results as Markdown. */
public final class Table {
    private static final String HEAD = """
            # Results

            Written by `bench/run`. [docs/performance.md](../docs/performance.md) explains the results, and
            [ADR 0015](../docs/adr/0015-how-figures-are-taken.md) the method. A ratio shows how many times as good Mayfly is:
            above 1 Mayfly is ahead, below 1 (in bold) the peer is. Figures are medians, with the minimum and maximum of the
            rounds in brackets.

            """;

    private final Results results;
    private final List<Target> targets;

    /** Makes the table of some results. */
    public Table(Results results) {
        this.results = results;
        this.targets = Targets.ALL;
    }

    /** Returns the text. */
    public String markdown() {
        StringBuilder text = new StringBuilder(HEAD);
        facts(text, "Machine", results.machine());
        facts(text, "Versions", results.versions());
        text.append("## Targets\n\n| target | bound | found | |\n|---|---|---|---|\n");
        for (Target target : targets) {
            text.append(target.row(results));
        }
        for (Section section : results.sections().values()) {
            section(text, section);
        }
        return text.toString();
    }

    private static void facts(StringBuilder text, String title, Map<String, String> facts) {
        text.append("**").append(title).append(".** ");
        StringBuilder line = new StringBuilder();
        facts.forEach((name, value) -> line.append(line.length() == 0 ? "" : "; ")
                .append(name)
                .append(": ")
                .append(value));
        text.append(line).append("\n\n");
    }

    private static void section(StringBuilder text, Section section) {
        text.append("\n## ").append(section.bench()).append("\n\n").append(section.title());
        text.append("\n\n`bench/run ").append(section.bench()).append("`, ").append(section.takenAt());
        text.append(", commit ")
                .append(section.commit())
                .append(", ")
                .append(section.runtime())
                .append(".\n\n");
        text.append("| what | unit | Mayfly | peer | peer's | ratio |\n|---|---|---|---|---|---|\n");
        for (String what : section.whats()) {
            rows(text, section, what);
        }
        for (String note : section.notes()) {
            text.append("\n- ").append(note);
        }
        if (!section.notes().isEmpty()) {
            text.append('\n');
        }
    }

    private static void rows(StringBuilder text, Section section, String what) {
        String ours = section.figure(what, Figure.OURS).map(Numbers::withSpread).orElse("");
        List<Figure> peers = section.peers(what);
        if (peers.isEmpty()) {
            String unit = section.figure(what, Figure.OURS).map(Figure::unit).orElse("");
            row(text, what, unit, ours, "", "", "");
        }
        for (Figure peer : peers) {
            String ratio = section.ratio(what, peer.subject()).map(Table::ratio).orElse("");
            row(text, what, peer.unit(), ours, peer.subject(), Numbers.withSpread(peer), ratio);
        }
    }

    /** Returns a ratio, in bold where the peer wins. */
    static String ratio(Figure ratio) {
        String shown = Numbers.withSpread(ratio);
        return ratio.median() < 1 ? "**" + shown + "**" : shown;
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
