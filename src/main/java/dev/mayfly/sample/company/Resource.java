package dev.mayfly.sample.company;

/** A cloud resource that an organisation rents. */
public final class Resource extends Subject {
    private final Kind kind;
    private final String name;
    private final String region;
    private int size;
    private long busyNanos;

    /** The kind of a resource. */
    public enum Kind {
        /** A virtual machine. */
        VM("vm", "Machine virtuelle", "Virtual machine", 9_00),
        /** A database. */
        DATABASE("database", "Base de données", "Database", 15_00),
        /** A bucket for files. */
        BUCKET("bucket", "Stockage objet", "Object storage", 3_00),
        /** A cluster of containers. */
        CLUSTER("cluster", "Grappe Kubernetes", "Kubernetes cluster", 45_00);

        private final String text;
        private final String french;
        private final String english;
        private final long euroCents;

        Kind(String text, String french, String english, long euroCents) {
            this.text = text;
            this.french = french;
            this.english = english;
            this.euroCents = euroCents;
        }

        /** Returns its name in events. */
        public String text() {
            return text;
        }

        /** Returns its name for customers. */
        public String title(Country country) {
            return country.isFrench() ? french : english;
        }
    }

    /**
     * Makes a resource.
     *
     * @param size how many times the smallest size is doubled
     * @param provisionedNanos when it becomes available
     */
    public Resource(Kind kind, String name, String region, int size, long provisionedNanos, Naming naming) {
        super("CloudResource", naming);
        this.kind = kind;
        this.name = name;
        this.region = region;
        this.size = size;
        this.busyNanos = provisionedNanos;
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    public String region() {
        return region;
    }

    public int size() {
        return size;
    }

    /** Records that its size changes; it must be idle. */
    public void resize(int next) {
        size = next;
    }

    /** Records that it is busy up to a time. */
    public void busyUntil(long nanos) {
        busyNanos = Math.max(busyNanos, nanos);
    }

    /** Returns whether it exists at a time and has nothing planned after it. */
    boolean isIdleAt(long nanos) {
        return busyNanos < nanos;
    }

    /** Writes its description at a size. */
    public void describe(Fields out, Tender tender, int atSize) {
        out.text("size", sizeName(atSize))
                .number("vcpu", 1L << atSize)
                .number("memoryGiB", 2L << atSize)
                .amount("monthlyPrice", tender, tender.price(kind.euroCents << atSize))
                .text("currency", tender.currency());
    }

    /** Returns the name of a size. */
    public static String sizeName(int size) {
        return switch (size) {
            case 0 -> "XS";
            case 1 -> "S";
            case 2 -> "M";
            case 3 -> "L";
            default -> "XL";
        };
    }
}
