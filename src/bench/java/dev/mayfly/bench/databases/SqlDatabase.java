package dev.mayfly.bench.databases;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A database in this process, by JDBC: each question is a prepared statement. */
abstract class SqlDatabase implements Contender {
    private final Connection connection;
    private final Map<Question, PreparedStatement> prepared = new EnumMap<>(Question.class);

    SqlDatabase(String url) throws SQLException {
        this.connection = DriverManager.getConnection(url);
    }

    /** Returns the statement for each question. */
    abstract Map<Question, String> statements();

    @Override
    public Set<Question> questions() {
        return statements().keySet();
    }

    Connection connection() {
        return connection;
    }

    /** Runs statements that have no result. */
    void run(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** Returns the number that a statement results in. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public Object ask(Question question, List<String> values) throws SQLException {
        PreparedStatement statement = prepared.get(question);
        if (statement == null) {
            statement = connection.prepareStatement(statements().get(question));
            prepared.put(question, statement);
        }
        for (int i = 0; i < values.size(); i++) {
            statement.setString(i + 1, parameter(question, values, i));
        }
        try (ResultSet rows = statement.executeQuery()) {
            return question.isOfGroups() ? groups(rows) : positions(rows, question.readsEvents());
        }
    }

    /** Returns a value as the statement takes it. */
    String parameter(Question question, List<String> values, int index) {
        boolean isText = Question.OF_TEXT.contains(question) && index == values.size() - 1;
        return isText ? '%' + values.get(index) + '%' : values.get(index);
    }

    private static List<Long> positions(ResultSet rows, boolean readsEvents) throws SQLException {
        List<Long> positions = new ArrayList<>();
        long characters = 0;
        while (rows.next()) {
            positions.add(rows.getLong(1));
            characters += readsEvents ? rows.getString(2).length() : 0;
        }
        if (readsEvents && characters == 0 && !positions.isEmpty()) {
            throw new IllegalStateException("events without data");
        }
        return positions;
    }

    private static Map<String, String> groups(ResultSet rows) throws SQLException {
        Map<String, String> groups = new TreeMap<>();
        while (rows.next()) {
            groups.put(rows.getString(1), rows.getString(2));
        }
        return groups;
    }

    @Override
    public Object comparable(Question question, Object answer) {
        return answer;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
