package dev.mayfly.bench.load;

import java.nio.ByteBuffer;
import java.util.List;

/** Messages taken in turn, over and over, their events numbered through. For one thread. */
public final class Cycle implements Source {
    private final Message[] messages;
    private final int largestBytes;
    private int next;
    private long serial;

    /** Makes a cycle whose first event has this serial number. */
    public Cycle(List<Message> messages, long firstSerial) {
        this.messages = messages.toArray(new Message[0]);
        this.largestBytes = messages.stream().mapToInt(Message::sizeBytes).max().orElseThrow();
        this.serial = firstSerial;
    }

    @Override
    public int largestBytes() {
        return largestBytes;
    }

    /** Returns the serial number of the next event. */
    public long serial() {
        return serial;
    }

    @Override
    public int write(ByteBuffer out) {
        Message message = messages[next];
        next = next + 1 == messages.length ? 0 : next + 1;
        message.write(out, serial);
        serial += message.events();
        return message.events();
    }
}
