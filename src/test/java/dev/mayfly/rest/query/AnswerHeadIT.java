package dev.mayfly.rest.query;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AnswerHeadIT extends AnswerHeadTest {}
