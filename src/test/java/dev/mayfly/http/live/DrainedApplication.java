package dev.mayfly.http.live;

import io.quarkus.test.junit.QuarkusTestProfile;

/** An application of those tests alone that drain it, because it does not go on as before. What one drains is no other's. */
public class DrainedApplication implements QuarkusTestProfile {}
