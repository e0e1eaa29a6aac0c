/**
 * Payments: processing a payment and refunding it, wholly or in parts, with exact money.
 *
 * <p>Plain Java without any framework. The write side ({@link dev.mayfly.payment.PaymentAggregate}) and the read side
 * ({@link dev.mayfly.payment.PaymentView}, {@link dev.mayfly.payment.PaymentSummary}) share the events and what they add up to ({@link dev.mayfly.payment.Payment}),
 * and nothing else.
 */
package dev.mayfly.payment;
