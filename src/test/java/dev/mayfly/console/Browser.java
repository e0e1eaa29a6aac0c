package dev.mayfly.console;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A running Chromium, without a window and with a profile of its own. Used by one thread. */
final class Browser implements AutoCloseable {
    /** Where a failed test's picture and document are left, beside the driver's log. */
    static final Path REPORTS = Path.of("target", "console");

    /** Selenium's own, which would have the browser be as old as itself for what is not used here. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder"),
            Logger.getLogger("org.openqa.selenium.chromium.ChromiumDriver"));

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Starts the browser, which takes about a second. */
    static Browser start(Installation installation) {
        QUIET.forEach(each -> each.setLevel(Level.SEVERE));
        try {
            Files.createDirectories(REPORTS);
            Path profile = Files.createTempDirectory(REPORTS.toAbsolutePath(), "profile-");
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(installation.driver().toFile())
                    .usingAnyFreePort()
                    .withLogFile(REPORTS.resolve(
                                    "chromedriver-" + ProcessHandle.current().pid() + ".log")
                            .toFile())
                    .build();
            return new Browser(new ChromeDriver(service, options(installation.browser(), profile)), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChromeOptions options(Path binary, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary.toFile());
        // Names of other hosts are never looked up, so a request to one fails at once, and is reported.
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-default-apps",
                "--disable-crash-reporter",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + profile);
        options.setPageLoadStrategy(PageLoadStrategy.NORMAL);
        options.setPageLoadTimeout(Duration.ofSeconds(30));
        options.setScriptTimeout(Duration.ofSeconds(60));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options;
    }

    /** Returns a new tab in place of the one before, whose storage, cookies and cached files are gone. */
    Page newPage() {
        String before = driver.getWindowHandle();
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
        driver.switchTo().newWindow(WindowType.TAB);
        String after = driver.getWindowHandle();
        driver.switchTo().window(before).close();
        driver.switchTo().window(after);
        return new Page(driver);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // Of no use and in no one's way: the next build with "clean" takes it along.
        }
    }
}
