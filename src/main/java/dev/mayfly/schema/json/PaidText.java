package dev.mayfly.schema.json;

/**
 * A text that is paid for while a pattern reads it, so that a match ends once nobody waits for it or too much has been
 * done. An engine takes at most the size of the pattern's program for each character. For one thread.
 */
final class PaidText implements CharSequence {
    /** How many reads of a character are paid for together. */
    private static final int FLUSH_READS = 32;

    private final String text;
    private final int patternSize;
    private final Run run;
    private int reads;

    PaidText(String text, int patternSize, Run run) {
        this.text = text;
        this.patternSize = patternSize;
        this.run = run;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++reads == FLUSH_READS) {
            reads = 0;
            run.payForMatch((long) patternSize * FLUSH_READS);
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
