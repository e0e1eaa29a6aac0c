package dev.mayfly.rest.payment;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class PaymentSummaryIT extends PaymentSummaryTest {}
