package dev.mayfly.bench.suite;

/** One thing to be measured, to be selected by its name. */
interface Bench {
    /** Returns the name to select it by. */
    String name();

    /** Returns what it measures, in a sentence or two. */
    String title();

    /** Measures, and writes down what it finds. */
    void run(Lab lab) throws Exception;
}
