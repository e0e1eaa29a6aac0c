package dev.mayfly.payment.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class PaymentSummaryIT extends PaymentSummaryTest {}
