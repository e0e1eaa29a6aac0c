package dev.mayfly.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.access.TokensFile.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensFileTest {
    private static final String SECRET = "a-secret-of-some-length";
    private static final String HASH = sha256(SECRET);

    @TempDir
    private Path directory;

    @Test
    void a_token_has_what_its_entry_says() throws IOException {
        Token token = read("[{'name':'ci','sha256':'" + HASH.toUpperCase(java.util.Locale.ROOT)
                        + "','stores':['test-*','shared'],'may':['read','append'],'expires':'2030-01-01T00:00:00Z'}]")
                .get(0);
        assertThat(token.name()).isEqualTo("ci");
        assertThat(token.rights("test-1")).isEqualTo(EnumSet.of(Right.READ, Right.APPEND));
        assertThat(token.may(Right.READ, "shared")).isTrue();
        assertThat(token.may(Right.MANAGE, "shared")).isFalse();
        assertThat(token.rights("default")).isEmpty();
        assertThat(token.isExpiredAt(1_893_455_999_999L)).isFalse();
        assertThat(token.isExpiredAt(1_893_456_000_000L)).isTrue();
        assertThat(Tokens.of(List.of(token)).find(SECRET)).isSameAs(token);
        assertThat(Tokens.of(List.of(token)).find(SECRET + "x")).isNull();
        assertThat(token.toString()).isEqualTo("ci");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | must be an array of tokens",
                "[1] | '[0]' must be an object",
                "[{}] | '[0].name' is required",
                "[{'name':'a'}] | '[0].sha256' is required",
                "[{'name':'','sha256':'H','stores':[],'may':[]}] | '[0].name' must",
                "[{'name':'a','sha256':'abc','stores':[],'may':[]}] | '[0].sha256' must be the SHA-256",
                "[{'name':'a','sha256':'E','stores':[],'may':[]}] | '[0].sha256' must not be the SHA-256 of an empty text",
                "[{'name':'a','sha256':'H','may':[]}] | '[0].stores' is required",
                "[{'name':'a','sha256':'H','stores':'*','may':[]}] | '[0].stores' must be an array",
                "[{'name':'a','sha256':'H','stores':['A'],'may':[]}] | '[0].stores' must have names",
                "[{'name':'a','sha256':'H','stores':[1],'may':[]}] | '[0].stores' must be an array",
                "[{'name':'a','sha256':'H','stores':['*']}] | '[0].may' is required",
                "[{'name':'a','sha256':'H','stores':['*'],'may':['write']}] | '[0].may' must be an array of some of",
                "[{'name':'a','sha256':'H','stores':['*'],'may':[],'expires':'soon'}] | '[0].expires' must be an RFC 3339",
                "[{'name':'a','sha256':'H','stores':['*'],'may':[],'expire':''}] | is not a known field; did you mean 'expires'?",
                "[{'name':'a','sha256':'H','stores':[],'may':[]},{'name':'a','sha256':'G','stores':[],'may':[]}] | '[1].name' must be used once",
                "[{'name':'a','sha256':'H','stores':[],'may':[]},{'name':'b','sha256':'H','stores':[],'may':[]}] | '[1].sha256' must be used once",
                "[{'name':'a', | must be JSON",
                "'text' | must be an array of tokens"
            })
    void what_is_wrong_is_named(String text, String reason) throws IOException {
        String whole = text.replace("'H'", "'" + HASH + "'")
                .replace("'G'", "'" + sha256("another") + "'")
                .replace("'E'", "'" + sha256("") + "'");
        assertThat(look(file(whole)))
                .isInstanceOfSatisfying(
                        Look.Unusable.class, look -> assertThat(look.reason()).contains(reason));
    }

    @Test
    void a_file_may_have_no_token_and_not_more_than_the_limit() throws IOException {
        assertThat(read("[]")).isEmpty();
        TokensFile two = new TokensFile(file("[" + entry("a") + "," + entry("b") + "]"), 1);
        assertThat(two.look())
                .isInstanceOfSatisfying(
                        Look.Unusable.class, look -> assertThat(look.reason()).contains("mayfly.limits.tokens"));
        TokensFile long1 = new TokensFile(file("[" + " ".repeat(8192) + "]"), 1);
        assertThat(long1.look())
                .isInstanceOfSatisfying(
                        Look.Unusable.class, look -> assertThat(look.reason()).contains("8192 bytes"));
    }

    @Test
    void a_look_tells_of_each_change_once() throws IOException {
        Path path = file("[" + entry("a") + "]");
        TokensFile file = new TokensFile(path, 10);
        assertThat(file.look()).isInstanceOf(Look.Changed.class);
        assertThat(file.look()).isInstanceOf(Look.Same.class);
        write(path, "[");
        assertThat(file.look()).isInstanceOf(Look.Unusable.class);
        assertThat(file.look()).isInstanceOf(Look.Same.class);
        Files.delete(path);
        assertThat(file.look())
                .isInstanceOfSatisfying(
                        Look.Unusable.class, look -> assertThat(look.reason()).contains("cannot be read"));
        assertThat(file.look()).isInstanceOf(Look.Same.class);
        write(path, "[" + entry("a") + "]");
        assertThat(file.look()).isInstanceOf(Look.Changed.class);
    }

    @Test
    void a_link_that_is_swapped_is_followed_as_that_of_a_kubernetes_secret() throws IOException {
        Path first = Files.createDirectory(directory.resolve("..first"));
        Path second = Files.createDirectory(directory.resolve("..second"));
        write(first.resolve("tokens.json"), "[" + entry("a") + "]");
        write(second.resolve("tokens.json"), "[" + entry("b") + "]");
        Path data = Files.createSymbolicLink(directory.resolve("..data"), first);
        Path path = Files.createSymbolicLink(directory.resolve("tokens.json"), Path.of("..data", "tokens.json"));
        TokensFile file = new TokensFile(path, 10);
        assertThat(names(file.look())).containsExactly("a");
        Path swapped = Files.createSymbolicLink(directory.resolve("..data_tmp"), second);
        Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertThat(names(file.look())).containsExactly("b");
    }

    @Test
    void a_request_is_still_allowed_as_long_as_its_secret_has_the_same_rights() throws IOException {
        AtomicLong now = new AtomicLong(0);
        Token admitted = read("[" + entry("a") + "]").get(0);
        Tokens tokens = Tokens.of(List.of(admitted), now::get);
        Set<Right> reading = EnumSet.of(Right.READ);
        assertThat(tokens.stillAllow(admitted, reading, List.of("test-1"))).isTrue();
        tokens.replace(read("[" + entry("another") + "]"));
        assertThat(tokens.stillAllow(admitted, reading, List.of("test-1"))).isFalse();
        String same = "{'name':'b','sha256':'" + sha256("a-secret-of-a") + "','stores':['test-*'],'may':['read']}";
        tokens.replace(read("[" + same + "]"));
        assertThat(tokens.stillAllow(admitted, reading, List.of("test-1"))).isTrue();
        assertThat(tokens.stillAllow(admitted, EnumSet.of(Right.APPEND), List.of("test-1")))
                .isFalse();
        assertThat(tokens.stillAllow(admitted, reading, List.of("default"))).isFalse();
        assertThat(tokens.stillAllow(admitted, Set.of(), List.of())).isTrue();
        tokens.replace(read("[" + same.replace("'may'", "'expires':'1970-01-01T00:00:01Z','may'") + "]"));
        assertThat(tokens.stillAllow(admitted, reading, List.of("test-1"))).isTrue();
        now.set(1000);
        assertThat(tokens.stillAllow(admitted, reading, List.of("test-1"))).isFalse();
        tokens.replace(List.of());
        assertThat(tokens.stillAllow(admitted, Set.of(), List.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "test-*, test-, true",
        "test-*, test-1, true",
        "test-*, test, false",
        "*-test, a-test, true",
        "*-test, a-test-b, false",
        "a*b*c, a1b2b3c, true",
        "a*b*c, abcd, false",
        "default, default, true",
        "default, default2, false",
        "**, x, true",
        "default, Default, false"
    })
    void a_star_stands_for_any_characters(String pattern, String name, boolean matches) {
        assertThat(StorePatterns.of(List.of("other", pattern)).match(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789012345", "1234567890123456 ", "1234567890123456é", "1234567890\n123456"})
    void a_token_that_is_too_short_or_that_no_header_can_carry_is_refused(String secret) {
        assertThatThrownBy(() -> Token.forEverything("t", secret)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_secret_that_was_found_is_looked_for_again_once_the_tokens_are_others() throws IOException {
        Token old = read("[" + entry("a") + "]").get(0);
        Tokens tokens = Tokens.of(List.of(old));
        assertThat(tokens.find("a-secret-of-a")).isSameAs(old);
        assertThat(tokens.find("a-secret-of-a")).isSameAs(old);
        assertThat(tokens.find("a-secret-of-b")).isNull();
        assertThat(tokens.find("a-secret-of-")).isNull();
        assertThat(tokens.find("a-secret-of-a")).isSameAs(old);
        tokens.replace(List.of());
        assertThat(tokens.find("a-secret-of-a")).isNull();
        Token other = read("[" + entry("a") + "]").get(0);
        tokens.replace(List.of(other));
        assertThat(tokens.find("a-secret-of-a")).isSameAs(other);
    }

    @Test
    void a_single_token_may_do_everything() {
        Token token = Token.forEverything("t", "1234567890123456");
        assertThat(token.rights("whatever")).isEqualTo(EnumSet.allOf(Right.class));
        assertThat(Tokens.of(List.of(token)).find("1234567890123456")).isSameAs(token);
        assertThat(Tokens.of(List.of(token)).isExpired(token)).isFalse();
        assertThat(Tokens.of(List.of()).isRequired()).isTrue();
        assertThat(Tokens.notRequired().isRequired()).isFalse();
    }

    private static String entry(String name) {
        return "{'name':'" + name + "','sha256':'" + sha256("a-secret-of-" + name)
                + "','stores':['test-*'],'may':['read']}";
    }

    private static List<String> names(Look look) {
        return ((Look.Changed) look).tokens().stream().map(Token::name).toList();
    }

    private List<Token> read(String text) throws IOException {
        return ((Look.Changed) look(file(text))).tokens();
    }

    private static Look look(Path path) {
        return new TokensFile(path, 10).look();
    }

    private Path file(String text) throws IOException {
        return write(Files.createTempFile(directory, "tokens", ".json"), text);
    }

    private static Path write(Path path, String text) throws IOException {
        return Files.writeString(path, text.replace('\'', '"'));
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
