package dev.mayfly.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Bytes to be sent again and again, in which some ids are new each time. */
public final class Message {
    private final byte[] bytes;
    private final Stamp[] stamps;
    private final int events;

    /** Makes a message that stands for so many events. */
    public Message(byte[] bytes, List<Stamp> stamps, int events) {
        this.bytes = bytes;
        this.stamps = stamps.toArray(new Stamp[0]);
        this.events = events;
    }

    /** Returns a message that is always the same. */
    public static Message of(String text) {
        return new Message(text.getBytes(StandardCharsets.UTF_8), List.of(), 1);
    }

    /** Returns this message between two texts. */
    public Message between(String before, String after) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] tail = after.getBytes(StandardCharsets.UTF_8);
        ByteBuffer joined = ByteBuffer.allocate(head.length + bytes.length + tail.length);
        joined.put(head).put(bytes).put(tail);
        List<Stamp> moved = new ArrayList<>();
        for (Stamp stamp : stamps) {
            moved.add(stamp.moved(head.length, 0));
        }
        return new Message(joined.array(), moved, events);
    }

    /** Returns messages behind each other as one, their events numbered on. */
    public static Message joined(List<Message> messages) {
        ByteBuffer joined = ByteBuffer.allocate(
                messages.stream().mapToInt(message -> message.bytes.length).sum());
        List<Stamp> moved = new ArrayList<>();
        int events = 0;
        for (Message message : messages) {
            for (Stamp stamp : message.stamps) {
                moved.add(stamp.moved(joined.position(), events));
            }
            joined.put(message.bytes);
            events += message.events;
        }
        return new Message(joined.array(), Collections.unmodifiableList(moved), events);
    }

    /** Returns the last bytes of the message, always the same. */
    public Message tail(int count) {
        return new Message(Arrays.copyOfRange(bytes, bytes.length - count, bytes.length), List.of(), events);
    }

    /** Returns how many bytes it has. */
    public int sizeBytes() {
        return bytes.length;
    }

    /** Returns how many events it stands for. */
    public int events() {
        return events;
    }

    /** Writes the message whose first event has this serial number. */
    public void write(ByteBuffer out, long serial) {
        int start = out.position();
        out.put(bytes);
        for (Stamp stamp : stamps) {
            stamp.write(out, start, serial);
        }
    }
}
