package dev.mayfly.http.answer;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AnswerHeadIT extends AnswerHeadTest {}
