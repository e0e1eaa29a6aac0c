package dev.mayfly.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.eventstore.naive.NaiveText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Case folding of single code points. */
class CaseFoldingTest {
    private static byte[] fold(int codePoint) {
        byte[] target = new byte[CaseFolding.MOST_BYTES + 1];
        return Arrays.copyOfRange(target, 1, CaseFolding.put(codePoint, target, 1));
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    @Test
    void every_code_point_becomes_what_the_full_mappings_of_strings_make_of_it() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (!isSurrogate(codePoint)) {
                byte[] expected = NaiveText.folded(codePoint).getBytes(StandardCharsets.UTF_8);
                if (!Arrays.equals(fold(codePoint), expected)) {
                    assertThat(fold(codePoint)).as("U+%04X", codePoint).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void what_is_folded_stays_as_it_is_when_folded_again() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String folded = NaiveText.folded(codePoint);
            StringBuilder again = new StringBuilder();
            folded.codePoints().forEach(each -> again.append(NaiveText.folded(each)));
            if (!folded.contentEquals(again)) {
                assertThat(again.toString()).as("U+%04X", codePoint).isEqualTo(folded);
            }
        }
    }

    @Test
    void half_a_surrogate_pair_takes_three_bytes() {
        assertThat(fold(0xD800)).containsExactly(0xED, 0xA0, 0x80);
        assertThat(fold(0xDFFF)).containsExactly(0xED, 0xBF, 0xBF);
    }
}
