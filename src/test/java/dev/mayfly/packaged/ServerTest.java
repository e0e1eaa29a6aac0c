package dev.mayfly.packaged;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test over HTTP of the packaged application, jar or native executable, in a process of its own. REST Assured's address is that of
 * the server. Tests of one JVM with the same settings share a server; {@link io.quarkus.test.junit.TestProfile} names other settings
 * than the default ones, of which only {@link io.quarkus.test.junit.QuarkusTestProfile#getConfigOverrides()} counts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ServerExtension.class)
public @interface ServerTest {}
