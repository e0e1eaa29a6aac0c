package dev.mayfly.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test a store of its own, in a field or a parameter of type {@link java.net.URI} or {@link TestStore}.
 *
 * <p>The store is made before the test and deleted after it. All fields and parameters of one test whose annotations ask for
 * the same get the same store. A store lives as long as its test; that of a static field, of a parameter of
 * {@code @BeforeAll}, or with {@link #perClass()}, as long as its class.
 *
 * <p>The server is the one at {@code mayfly.url}, a JUnit configuration parameter or system property, or at
 * {@code MAYFLY_URL} in the environment. Without one, the jar at {@code mayfly.jar} or {@code MAYFLY_JAR} is started once
 * for all tests, and stopped behind them.
 */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MayflyStoreExtension.class)
public @interface MayflyStore {
    /** Tells stores of one test apart, and is what {@link #forkOf()} calls a store by. */
    String value() default "";

    /** Whether the store lives as long as the test class, whatever it is given to. */
    boolean perClass() default false;

    /**
     * The store that this one is a fork of: one of the class by its {@link #value()}, else one of the server by its name.
     * An empty text makes an empty store.
     */
    String forkOf() default "";

    /**
     * An export that fills the store: a resource beside the test class or at the root of the class path, else a file;
     * compressed if its name ends with {@code .gz}. Without events if it is empty.
     */
    String seed() default "";

    /** How long the store stays without a request when the test does not come to its end, as an ISO 8601 duration. */
    String ttl() default "PT10M";
}
