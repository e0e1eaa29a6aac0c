/**
 * Payments: processing a payment and refunding it, in part or in full, with exact amounts.
 *
 * <p>Plain Java, without a framework. The write side ({@link dev.mayfly.payment.PaymentAggregate}) and the read side
 * ({@link dev.mayfly.payment.PaymentView}, {@link dev.mayfly.payment.PaymentSummary}) share only the events and the
 * state derived from them ({@link dev.mayfly.payment.Payment}).
 */
package dev.mayfly.payment;
