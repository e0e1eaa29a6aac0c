package dev.mayfly.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

class ContainerTest {
    private static final int PORT = 8080;

    private static final GenericContainer<?> MAYFLY = new GenericContainer<>(DockerImageName.parse("mayfly:jvm"))
            .withExposedPorts(PORT)
            .withEnv("MAYFLY_STORES_AUTO_CREATE", "true")
            .waitingFor(Wait.forHttp("/q/health/ready").forPort(PORT));

    @BeforeAll
    static void start() {
        MAYFLY.start();
    }

    @AfterAll
    static void stop() {
        MAYFLY.stop();
    }

    /** With auto-create a store is there when its name is first used. */
    @Test
    void an_order_is_placed() throws Exception {
        URI events = URI.create("http://" + MAYFLY.getHost() + ":" + MAYFLY.getMappedPort(PORT)
                + "/stores/an-order-is-placed/aggregates/order-1/events");
        assertEquals(201, Http.post(events, "{\"eventType\":\"OrderPlaced\"}").statusCode());
    }
}
