package dev.mayfly.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.command.Decision;
import dev.mayfly.command.Fact;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.payment.PaymentCommand.ProcessPayment;
import dev.mayfly.payment.PaymentCommand.RefundPayment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentAggregateTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final PaymentAggregate aggregate = new PaymentAggregate();
    private Payment payment = aggregate.initial();
    private long version;

    private PaymentAggregateTest given(String eventType, String data) {
        version++;
        payment = aggregate.apply(
                payment,
                new RecordedEvent(
                        version,
                        "id-" + version,
                        "payment-1",
                        "Payment",
                        eventType,
                        version,
                        NOON.plusSeconds(version),
                        NOON,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        RawJson.of(data)));
        return this;
    }

    private Decision<PaymentRefusal> process(String amount, String currency) {
        return aggregate.decide(payment, new ProcessPayment(new Money(new BigDecimal(amount), currency)));
    }

    private Decision<PaymentRefusal> refund(String amount) {
        return aggregate.decide(payment, new RefundPayment(new BigDecimal(amount)));
    }

    private static Decision<PaymentRefusal> fact(String eventType, String data) {
        return Decision.accept(new Fact(eventType, RawJson.of(data)));
    }

    private static Decision<PaymentRefusal> exceeds(String rest) {
        return Decision.refuse(new PaymentRefusal.ExceedsPayment(new BigDecimal(rest), "EUR"));
    }

    @Test
    void a_new_payment_is_processed() {
        assertThat(process("100.00", "EUR"))
                .isEqualTo(fact("PaymentProcessed", "{\"amount\":100.00,\"currency\":\"EUR\"}"));
    }

    @Test
    void a_payment_is_processed_once() {
        given("PaymentProcessed", "{\"amount\":100.00,\"currency\":\"EUR\"}");
        assertThat(process("100.00", "EUR")).isEqualTo(Decision.refuse(new PaymentRefusal.AlreadyProcessed()));
    }

    @Test
    void a_refunded_payment_is_not_processed_again() {
        given("PaymentProcessed", "{\"amount\":1,\"currency\":\"EUR\"}");
        given("PaymentRefunded", "{\"amount\":1.00,\"currency\":\"EUR\"}");
        assertThat(process("1", "EUR")).isEqualTo(Decision.refuse(new PaymentRefusal.AlreadyProcessed()));
    }

    @Test
    void a_part_is_refunded_in_the_payments_currency() {
        given("PaymentProcessed", "{\"amount\":100.00,\"currency\":\"EUR\"}");
        assertThat(refund("20")).isEqualTo(fact("PaymentRefunded", "{\"amount\":20,\"currency\":\"EUR\"}"));
    }

    @Test
    void all_of_the_rest_is_refunded_to_the_last_cent_and_nothing_over_it() {
        given("PaymentProcessed", "{\"amount\":0.30,\"currency\":\"EUR\"}");
        given("PaymentRefunded", "{\"amount\":0.1,\"currency\":\"EUR\"}");
        assertThat(refund("0.21")).isEqualTo(exceeds("0.20"));
        assertThat(refund("0.20")).isEqualTo(fact("PaymentRefunded", "{\"amount\":0.20,\"currency\":\"EUR\"}"));
        given("PaymentRefunded", "{\"amount\":0.20,\"currency\":\"EUR\"}");
        assertThat(refund("0.01")).isEqualTo(exceeds("0.00"));
    }

    @Test
    void what_was_never_paid_is_not_refunded() {
        assertThat(refund("1")).isEqualTo(Decision.refuse(new PaymentRefusal.UnknownPayment()));
    }

    @Test
    void a_refund_has_no_more_fraction_digits_than_the_payments_currency() {
        given("PaymentProcessed", "{\"amount\":100,\"currency\":\"JPY\"}");
        assertThat(refund("0.5"))
                .isEqualTo(Decision.refuse(
                        new PaymentRefusal.InvalidAmount("must have at most 0 fraction digits, as JPY has")));
    }

    @Test
    void events_that_mean_nothing_to_payments_are_passed_over() {
        given("PaymentNoted", "\"whatever\"")
                .given("PaymentProcessed", "{\"note\":[1,{}],\"currency\":\"EUR\",\"amount\":5}");
        given("PaymentNoted", "7");
        assertThat(refund("5")).isInstanceOf(Decision.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PaymentProcessed | {}",
                "PaymentProcessed | []",
                "PaymentProcessed | null",
                "PaymentProcessed | \"text\"",
                "PaymentProcessed | {\"amount\":\"100\",\"currency\":\"EUR\"}",
                "PaymentProcessed | {\"amount\":{\"amount\":1},\"currency\":\"EUR\"}",
                "PaymentProcessed | {\"amount\":100}",
                "PaymentProcessed | {\"amount\":100,\"currency\":978}",
                "PaymentProcessed | {\"amount\":100,\"currency\":\"eur\"}",
                "PaymentProcessed | {\"amount\":-1,\"currency\":\"EUR\"}",
                "PaymentProcessed | {\"amount\":1e400000,\"currency\":\"EUR\"}",
                "PaymentProcessed | {\"amount\":1.001,\"currency\":\"EUR\"}",
                "PaymentRefunded | {\"amount\":1,\"currency\":\"EUR\"}"
            })
    void a_history_that_does_not_begin_as_a_payment_refuses_commands(String eventType, String data) {
        given(eventType, data).given("PaymentProcessed", "{\"amount\":1,\"currency\":\"EUR\"}");
        assertThat(payment).isInstanceOf(Payment.Broken.class);
        assertThat(process("1", "EUR"))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused ->
                                assertThat(refused.reason().toString()).contains("NotAPayment", "event 1", eventType));
        assertThat(refund("1")).isInstanceOf(Decision.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PaymentProcessed | {\"amount\":1,\"currency\":\"EUR\"}",
                "PaymentRefunded | {\"amount\":2,\"currency\":\"EUR\"}",
                "PaymentRefunded | {\"amount\":1,\"currency\":\"USD\"}",
                "PaymentRefunded | {\"amount\":1}"
            })
    void a_history_that_does_not_go_on_as_a_payment_refuses_commands(String eventType, String data) {
        given("PaymentProcessed", "{\"amount\":1,\"currency\":\"EUR\"}").given(eventType, data);
        assertThat(payment).isInstanceOf(Payment.Broken.class);
        assertThat(refund("1"))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused ->
                                assertThat(refused.reason().toString()).contains("NotAPayment", "event 2", eventType));
    }

    @ParameterizedTest
    @CsvSource({"1, processed, 0.00, 100.00", "2, partially-refunded, 99.99, 0.01", "3, refunded, 100.00, 0.00"})
    void a_payment_is_shown_with_what_stands_of_it(int events, String status, String refunded, String net) {
        given("PaymentProcessed", "{\"amount\":100.00,\"currency\":\"EUR\"}");
        if (events > 1) {
            given("PaymentRefunded", "{\"amount\":99.99,\"currency\":\"EUR\"}");
        }
        if (events > 2) {
            given("PaymentRefunded", "{\"amount\":0.01,\"currency\":\"EUR\"}");
        }
        PaymentView view = PaymentView.of("payment-1", (Payment.Paid) payment, version);
        assertThat(view.status().text()).isEqualTo(status);
        assertThat(view.refunded()).hasToString(refunded);
        assertThat(view.net()).hasToString(net);
        assertThat(view.amount()).hasToString("100.00");
        assertThat(view.version()).isEqualTo(events);
        assertThat(view.processedAt()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void commands_that_ask_for_the_same_mean_the_same() {
        assertThat(new RefundPayment(new BigDecimal("1e1")).meaning())
                .isEqualTo(new RefundPayment(new BigDecimal("10.00")).meaning());
        assertThat(new ProcessPayment(new Money(new BigDecimal("1.50"), "EUR")).meaning())
                .isEqualTo("amount=1.5&currency=EUR");
    }
}
