package dev.mayfly.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.event.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts on both sides of RFC 8259's borders, each of which Jackson must judge in the same way.
 *
 * <p>In a text, {@code «hh»} stands for the byte with that value in hex, so that broken UTF-8 can be written down.
 */
class JsonScannerCorpusTest {
    static Stream<String> valid() {
        return """
                null
                true
                false
                0
                -0
                -0.0
                1
                -1
                10
                123456789
                1.0
                0.5
                100.00
                1e4
                1E4
                1e+4
                1e-4
                1E+00
                0e0
                0E-0
                -1.5e-10
                0.000000000000000000000000000000000000000000000001
                1e400
                -1e400
                1e-400
                1e99999999999999999999
                12345678901234567890
                -9223372036854775808
                123123123123123123123123123123.123123123123123123123
                ""
                " "
                "a"
                "asd "
                "1234567"
                "12345678"
                "123456789"
                "a string that is longer than any word the scanner may read at a time"
                "/"
                "\\/"
                "\\""
                "\\\\"
                "\\b\\f\\n\\r\\t"
                "\\\\a"
                "\\\\\\""
                "\\\\n"
                "1234567\\""
                "12345678\\\\"
                "\\u0000"
                "\\u0012"
                "\\u0022"
                "\\u005C"
                "\\u005c"
                "\\uABCD"
                "\\uabcd"
                "\\u0061\\u30af\\u30EA"
                "\\uD801\\udc37"
                "\\ud83d\\ude39\\ud83d\\udc8d"
                "\\uD834\\uDd1e"
                "\\uDBFF\\uDFFE"
                "\\uFFFE"
                "\\uFDD0"
                "\\u2028\\u2029"
                "\\ud800"
                "\\udc00"
                "\\uD800\\uD800\\n"
                "\\uDd1e\\uD834"
                "\\uD888\\u1234"
                "\\ud800abc"
                {"\\ud800":1}
                "«7f»"
                "a«7f»a"
                "«c2»«80»"
                "«df»«bf»"
                "«e0»«a0»«80»"
                "«e1»«80»«80»"
                "«ed»«9f»«bf»"
                "«ee»«80»«80»"
                "«ef»«bf»«bf»"
                "«ef»«bb»«bf»"
                "«f0»«90»«80»«80»"
                "«f0»«9b»«bf»«bf»"
                "«f4»«8f»«bf»«bf»"
                "«e2»«80»«a8»«e2»«80»«a9»"
                "π«cf»«80» and ⍂㈴⍂"
                "1234567é"
                "12345678é"
                []
                [ ]
                [[]]
                [[[]]]
                [[],[[]]]
                [""]
                ["a"]
                [null]
                [null,1,"1",{}]
                [1,2,3]
                [ 1 , 2 ]
                [1«0a»]
                [«0d»«0a»1«09»]
                [1,null,null,null,2]
                [2]«20»
                 []
                «20»«09»«0d»«0a»[]«20»«09»«0d»«0a»
                [-0]
                [-123]
                [1e1,1E1]
                [123e65]
                [123.456e78]
                [true,false,null]
                [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
                ["*/"]
                ["//"]
                ["a/*b*/c/*d//e"]
                {}
                { }
                {"":0}
                {"a":[]}
                {"a":{}}
                {"a":"b","c":"d"}
                {"a":"b","a":"c"}
                {"a":"b","a":"b"}
                {"a" : 1 , "b":2}
                {"a":1«0a»}
                {«0a»"a"«0d»:«0a»1«0d»,«0a»"b":2«0a»}
                {"foo\\u0000bar":42}
                {"\\u0061":1}
                {"a\\"b":1}
                {"min":-1.0e+28,"max":1.0e+28}
                {"x":[{"id":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}],"id":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}
                {"a":[{"b":[{"c":[1,{"d":null}]}]}]}
                {"ключ":"значение"}
                [[1],[2,{"a":[3]}],{"b":{"c":{}}}]
                """.lines();
    }

    static Stream<String> invalid() {
        return """
                «20»
                «20»«20»
                «0a»
                «00»
                n
                nul
                nulll
                Null
                NULL
                truefalse
                tru
                True
                fals
                nan
                NaN
                -NaN
                Inf
                Infinity
                -Infinity
                undefined
                +1
                ++1
                -
                --1
                - 1
                -a
                -.5
                .5
                .-1
                1.
                -1.
                1.e1
                1.a
                0.e1
                0.
                01
                00
                -01
                -012
                012
                1e
                1E
                1e+
                1e-
                1ea
                1eE2
                1e1.5
                1e+-1
                1.2.3
                1..2
                0x42
                0x
                1_000
                1,000
                1 2
                1 000.0
                1a
                1f
                1L
                0b1
                １
                [１]
                '
                'a'
                "
                "a
                "a\\"
                "\\
                "\\"
                "\\\\\\"
                "\\a"
                "\\'"
                "\\0"
                "\\x00"
                "\\v"
                "\\e"
                "\\ "
                "\\«0a»"
                "\\«c3»«a9»"
                "\\U0041"
                "\\u
                "\\u"
                "\\u0"
                "\\u00"
                "\\u00A"
                "\\u00AG"
                "\\uqqqq"
                "\\u 041"
                "\\u+041"
                "\\u-041"
                "\\uD834\\uDd"
                "\\uD800\\u"
                "\\uD800\\"
                "\\u0٠٠٠"
                "«00»"
                "«01»"
                "«08»"
                "«09»"
                "«0a»"
                "«0d»"
                "«1f»"
                "1234567«1f»"
                "12345678«00»"
                "«80»"
                "«bf»"
                "«c0»«80»"
                "«c0»«af»"
                "«c1»«bf»"
                "«c2»"
                "«c2»a"
                "«c3»«28»"
                "«e0»«80»«80»"
                "«e0»«9f»«bf»"
                "«e1»«80»"
                "«e1»«a0»a"
                "«e2»«28»«a1»"
                "«ed»«a0»«80»"
                "«ed»«bf»«bf»"
                "«ed»«a0»«b4»«ed»«b4»«9e»"
                "«f0»«80»«80»«80»"
                "«f0»«8f»«bf»«bf»"
                "«f0»«90»«80»"
                "«f0»«28»«8c»«bc»"
                "«f4»«90»«80»«80»"
                "«f5»«80»«80»«80»"
                "«f8»«88»«80»«80»«80»"
                "«fc»«84»«80»«80»«80»«80»"
                "«fe»"
                "«ff»"
                "«fc»«80»«80»«80»«80»«80»"
                "1234567«c2»"
                "é«a9»"
                {"«ed»«a0»«80»":1}
                {"«ff»":1}
                «ef»«bb»«bf»[]
                «ef»«bb»«bf»
                «ef»«bb»{}
                [«ef»«bb»«bf»]
                «ff»«fe»[«00»]«00»
                «fe»«ff»«00»[«00»]
                «00»[«00»]
                [«00»]«00»
                [
                ]
                [[
                []]
                ][
                [a]
                [1
                [1,
                [1,]
                [1,,]
                [1,,2]
                [,]
                [,1]
                [1 true]
                [1:2]
                [1;2]
                ["a"
                ["a",
                ["a" "b"]
                ["": 1]
                [3[4]]
                [1}
                [{]
                [}
                [*]
                [null
                [nul]
                [tru]
                [-]
                [1.]
                [01]
                [.1]
                [+1]
                [0x1]
                [1]x
                [1]]
                [1],
                [1][2]
                [] []
                []#
                [] // a
                [] /* a */
                /* a */ []
                // a
                # a
                [/* a */1]
                [1/* a */]
                [«0b»1]
                [«0c»1]
                [«a0»1]
                [«c2»«a0»1]
                [«e2»«80»«a8»1]
                [«e2»«81»«a0»]
                [1«7f»]
                [1«00»]
                [«1e»1]
                {
                }
                {{
                {}}
                {}{}
                {,}
                {"a"
                {"a"}
                {"a":
                {"a":}
                {"a":1
                {"a":1,
                {"a":1,}
                {"a":1,,"b":2}
                {,"a":1}
                {"a" 1}
                {"a":1 "b":2}
                {"a"::1}
                {"a":1:2}
                {"a";1}
                {"a",1}
                {"a":1]
                {"a":[}
                {"a":[1}]
                {[]:1}
                {1:1}
                {null:1}
                {true:1}
                {a:1}
                {'a':1}
                {"a":'b'}
                {"a":b}
                {"a":1;"b":2}
                {"a":"b"}#
                {"a":"b"}//
                {"a":/*c*/"b"}
                {"a":"b",#
                {"a" "b"}
                {"a:1}
                {"a\\":1}
                {"\\x":1}
                {"«0a»":1}
                {"«09»":1}
                "a""b"
                "a" "b"
                "a",
                "a":1
                true,
                true false
                null null
                (1)
                <1>
                <.>
                `a`
                “a”
                $
                @
                \\
                \\u0022a\\u0022
                [\\u000A""]
                [⁠]
                å
                [å]
                aå
                """.lines();
    }

    @ParameterizedTest
    @MethodSource
    void valid(String written) {
        byte[] text = bytes(written);

        int end = scan(text);

        assertThat(new String(text, end, text.length - end, StandardCharsets.UTF_8))
                .isBlank();
        assertThat(Jackson.end(bytes(written))).isEqualTo(end);
    }

    @ParameterizedTest
    @MethodSource
    void invalid(String written) {
        assertThatThrownBy(() -> scan(bytes(written))).isInstanceOfSatisfying(InvalidInputException.class, e -> {
            assertThat(e.kind()).isEqualTo(InvalidInputException.Kind.MALFORMED_JSON);
            assertThat(e.violations().get(0).message()).matches("is not valid JSON: .+ at byte \\d+");
        });
        assertThat(Jackson.accepts(bytes(written))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void valid_but_cut_off(String written) {
        byte[] text = bytes(written);
        for (int length = 0; length < text.length; length++) {
            byte[] head = Arrays.copyOf(text, length);
            assertThat(accepts(head.clone(), length)).isEqualTo(Jackson.accepts(head));
            // The same with the rest behind the end, where it must not be read.
            assertThat(accepts(text.clone(), length)).isEqualTo(Jackson.accepts(head));
        }
    }

    private static boolean accepts(byte[] text, int length) {
        try {
            scan(text, length);
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    private static int scan(byte[] text) {
        return scan(text, text.length);
    }

    private static int scan(byte[] text, int length) {
        JsonScanner scanner = new JsonScanner(text, length);
        int end = scanner.value(scanner.skip(0), 0);
        scanner.requireEnd(end);
        return end;
    }

    private static byte[] bytes(String written) {
        byte[] utf8 = written.getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[utf8.length];
        int size = 0;
        for (int i = 0; i < utf8.length; i++) {
            // « and » are C2 AB and C2 BB in UTF-8.
            if (utf8[i] == (byte) 0xC2 && utf8[i + 1] == (byte) 0xAB) {
                String hex = new String(utf8, i + 2, 2, StandardCharsets.US_ASCII);
                text[size++] = (byte) Integer.parseInt(hex, 16);
                i += 5;
            } else {
                text[size++] = utf8[i];
            }
        }
        return Arrays.copyOf(text, size);
    }
}
