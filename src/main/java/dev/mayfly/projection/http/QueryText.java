package dev.mayfly.projection.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.http.answer.Format;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.QueryRun;
import dev.mayfly.projection.declared.States;

/** The answer to a query, row by row, in one of its formats. */
abstract sealed class QueryText implements TextSource {
    private static final int FRAME_BYTES = 128;

    private final States.Page rows;
    private int index = -1;

    private QueryText(States.Page rows) {
        this.rows = rows;
    }

    /** Returns the text of an answer as JSON, NDJSON or CSV. */
    static QueryText of(QueryRun run, Format format) {
        return switch (format) {
            case NDJSON -> new Lines(run.rows());
            case CSV -> new Csv(run.rows());
            default -> new Whole(run);
        };
    }

    /** Returns an upper bound of its size in bytes. */
    long sizeBound() {
        long bytes = FRAME_BYTES + headerBytes();
        for (int i = 0; i < rows.size(); i++) {
            bytes += rowBytes(i);
        }
        return bytes;
    }

    @Override
    public long nextBytes(int enough) {
        int at = Math.max(0, index);
        long usual = TextSource.super.nextBytes(enough);
        return at < rows.size() ? Math.max(usual, rowBytes(at)) : usual;
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int start = out.size();
        if (index < 0) {
            open(out);
            index = 0;
        }
        while (index < rows.size()) {
            int written = out.size() - start;
            if (written >= enough || index > 0 && TextSource.endsBefore(written, rowBytes(index), enough)) {
                return false;
            }
            row(rows, index++, out);
        }
        close(out);
        return true;
    }

    long headerBytes() {
        return 0;
    }

    private long rowBytes(int row) {
        // Quotes that are doubled in CSV.
        return 2 * rows.jsonSizeBound(row);
    }

    abstract void open(JsonBuffer out);

    abstract void row(States.Page page, int row, JsonBuffer out);

    abstract void close(JsonBuffer out);

    private static final class Whole extends QueryText {
        private final QueryRun run;

        Whole(QueryRun run) {
            super(run.rows());
            this.run = run;
        }

        @Override
        void open(JsonBuffer out) {
            out.ascii("{\"position\":").number(run.position());
            out.ascii(",\"groups\":").number(run.groups());
            out.ascii(",\"skipped\":").number(run.skipped()).ascii(",\"rows\":[");
        }

        @Override
        void row(States.Page page, int row, JsonBuffer out) {
            if (row > 0) {
                out.put(',');
            }
            page.write(row, out);
        }

        @Override
        void close(JsonBuffer out) {
            out.ascii("]}");
        }
    }

    private static final class Lines extends QueryText {
        Lines(States.Page rows) {
            super(rows);
        }

        @Override
        void open(JsonBuffer out) {}

        @Override
        void row(States.Page page, int row, JsonBuffer out) {
            page.write(row, out);
            out.put('\n');
        }

        @Override
        void close(JsonBuffer out) {}
    }

    private static final class Csv extends QueryText {
        private final Definition definition;

        Csv(States.Page rows) {
            super(rows);
            this.definition = rows.definition();
        }

        @Override
        long headerBytes() {
            JsonBuffer header = new JsonBuffer(256);
            open(header);
            return header.size();
        }

        @Override
        void open(JsonBuffer out) {
            CsvText.header(definition, out);
        }

        @Override
        void row(States.Page page, int row, JsonBuffer out) {
            CsvText.row(page.values(row), out);
        }

        @Override
        void close(JsonBuffer out) {}
    }
}
