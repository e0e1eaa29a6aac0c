package dev.mayfly.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that are run in Chromium: a parameter of type {@link Page} is a new tab. After each test the page is looked at for
 * errors in its console, failed requests, dialogs and requests to other hosts. Without a browser the tests are skipped,
 * unless the system property {@code browser.required} is true; then they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BrowserExtension.class)
public @interface InBrowser {}
