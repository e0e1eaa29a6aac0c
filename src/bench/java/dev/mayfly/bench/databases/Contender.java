package dev.mayfly.bench.databases;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Something that holds the events and answers questions about them. For one thread. */
interface Contender extends AutoCloseable {
    /** Returns its name in the table. */
    String name();

    /** Returns the questions that it takes part in. */
    Set<Question> questions();

    /** Answers a question about some values, as fast as it can. */
    Object ask(Question question, List<String> values) throws Exception;

    /** Returns an answer in the form in which those of all contenders are equal. */
    Object comparable(Question question, Object answer);

    @Override
    default void close() throws IOException, SQLException {}
}
