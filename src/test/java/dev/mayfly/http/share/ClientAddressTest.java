package dev.mayfly.http.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "2001:db8:1:3::1, 20010db800010003",
        "fe80::1%eth0, fe80000000000000",
        "::1, 0000000000000000"
    })
    void of_an_ip_address_of_version_6_the_first_half_counts(String ip, String address) {
        assertThat(ClientAddress.ofText(ip)).isEqualTo(address);
    }

    @Test
    void what_is_no_ip_address_is_taken_as_it_is() {
        assertThat(ClientAddress.ofText("no:address")).isEqualTo("no:address");
        assertThat(ClientAddress.of(InetSocketAddress.createUnresolved("somewhere", 1)))
                .isEqualTo("local");
        assertThat(ClientAddress.of(UnixDomainSocketAddress.of("/tmp/socket"))).isEqualTo("local");
        assertThat(ClientAddress.of((java.net.SocketAddress) null)).isEqualTo("local");
        assertThat(ClientAddress.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)))
                .isEqualTo("127.0.0.1");
    }
}
