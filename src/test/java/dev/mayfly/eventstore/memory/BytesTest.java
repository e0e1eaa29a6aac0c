package dev.mayfly.eventstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in byte arrays. */
class BytesTest {
    @Test
    void fixed_width_numbers_are_little_endian() {
        byte[] bytes = new byte[14];
        Bytes.putInt(bytes, 1, 0x04030201);
        Bytes.putLong(bytes, 5, 0x0C0B0A0908070605L);
        assertThat(bytes).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0);
        assertThat(Bytes.intAt(bytes, 1)).isEqualTo(0x04030201);
        assertThat(Bytes.longAt(bytes, 5)).isEqualTo(0x0C0B0A0908070605L);
    }

    @Test
    void a_varint_has_seven_bits_of_the_number_in_each_byte_and_the_eighth_set_in_all_but_the_last() {
        for (int bits = 0; bits <= 64; bits++) {
            for (BigInteger each : new BigInteger[] {
                BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE), BigInteger.ONE.shiftLeft(bits)
            }) {
                if (each.bitLength() <= 64) {
                    byte[] expected = varint(each);
                    byte[] bytes = new byte[1 + expected.length];
                    assertThat(Bytes.putVarint(bytes, 1, each.longValue())).isEqualTo(bytes.length);
                    byte[] written = new byte[expected.length];
                    System.arraycopy(bytes, 1, written, 0, written.length);
                    assertThat(written).as("%s", each).isEqualTo(expected);
                    assertThat(Bytes.varintSize(each.longValue()))
                            .as("%s", each)
                            .isEqualTo(expected.length);
                }
            }
        }
    }

    private static byte[] varint(BigInteger number) {
        byte[] bytes = new byte[Math.max(1, (number.bitLength() + 6) / 7)];
        for (int i = 0; i < bytes.length; i++) {
            int seven = number.shiftRight(7 * i).intValue() & 0x7F;
            bytes[i] = (byte) (i < bytes.length - 1 ? seven | 0x80 : seven);
        }
        return bytes;
    }

    @Test
    void numbers_near_zero_are_encoded_as_small_ones() {
        long[] numbers = {0, -1, 1, -2, 2, -3, 3};
        for (int i = 0; i < numbers.length; i++) {
            assertThat(Bytes.zigzag(numbers[i])).isEqualTo(i);
        }
        assertThat(Bytes.zigzag(Long.MAX_VALUE)).isEqualTo(-2);
        assertThat(Bytes.zigzag(Long.MIN_VALUE)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, -2, 2, 63, -64, 64, 1_000_000_007, Long.MAX_VALUE, Long.MIN_VALUE})
    void what_is_encoded_is_decoded_again(long number) {
        assertThat(Bytes.unzigzag(Bytes.zigzag(number))).isEqualTo(number);
    }
}
