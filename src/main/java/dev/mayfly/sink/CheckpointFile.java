package dev.mayfly.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.mayfly.event.json.JsonBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * A file with the forwarding checkpoints of stores: a JSON object such as
 * <code>{"default":{"position":42,"eventId":"…"}}</code>.
 *
 * <p>It is written under another name, forced to disk and renamed, so there is always a complete file. For one thread
 * at a time.
 */
public final class CheckpointFile {
    private static final long MOST_BYTES = 16L << 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path path;

    /** Makes a file, which need not exist yet. */
    public CheckpointFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * Returns the checkpoints by store; empty if the file does not exist.
     *
     * @throws IOException if the file cannot be read or is not a checkpoint file
     */
    public Map<String, SavedCheckpoint> read() throws IOException {
        if (!Files.exists(path)) {
            return Map.of();
        }
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException("it has more than " + MOST_BYTES + " bytes");
        }
        Map<String, SavedCheckpoint> all = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(Files.readAllBytes(path))) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String store = parser.currentName();
                parser.nextToken();
                all.put(store, checkpoint(parser));
            }
            require(parser.nextToken() == null);
        }
        return all;
    }

    /** Replaces the checkpoints in the file; creates the directory if it does not exist. */
    public void write(SortedMap<String, SavedCheckpoint> all) throws IOException {
        JsonBuffer text = new JsonBuffer(128);
        char separator = '{';
        for (Map.Entry<String, SavedCheckpoint> each : all.entrySet()) {
            SavedCheckpoint checkpoint = each.getValue();
            text.put(separator).string(each.getKey());
            text.ascii(":{\"position\":").number(checkpoint.position());
            if (checkpoint.eventId() != null) {
                text.ascii(",\"eventId\":").string(checkpoint.eventId());
            }
            text.put('}');
            separator = ',';
        }
        text.ascii(all.isEmpty() ? "{}\n" : "}\n");
        Path unfinished = path.resolveSibling("." + path.getFileName() + ".unfinished");
        Files.createDirectories(path.resolveSibling("."));
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            out.write(text.array(), 0, text.size());
            channel.force(true);
        }
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static SavedCheckpoint checkpoint(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT);
        long position = 0;
        String eventId = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("position")) {
                require(value == JsonToken.VALUE_NUMBER_INT);
                position = parser.getLongValue();
            } else {
                require(name.equals("eventId") && value == JsonToken.VALUE_STRING);
                eventId = parser.getText();
            }
        }
        require(position == 0 == (eventId == null) && position >= 0);
        return new SavedCheckpoint(position, eventId);
    }

    private static void require(boolean met) throws IOException {
        if (!met) {
            throw new IOException("it is not a checkpoint file");
        }
    }
}
