package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.FluentWait;

/**
 * A tab as a user has it before them: 1440 pixels wide, light and in English, in the time zone of Paris and without
 * animations, until the test says otherwise. Selectors of CSS find elements in open shadow trees too. Used by one thread.
 */
public final class Page {
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int TALLEST_PIXELS = 6_000;

    private static final String MATCHING = """
            const all = (root, css) => [...root.querySelectorAll(css),
                ...[...root.querySelectorAll('*')].flatMap(each => each.shadowRoot ? all(each.shadowRoot, css) : [])];
            const matching = all(document, arguments[0]);
            """;

    /** All elements that match arguments[0], in the document and in open shadow trees. */
    private static final String ALL = MATCHING + "return matching;";

    /**
     * The first of them that is to be seen: rendered, not transparent, and with an area of its own or of something in it. An option
     * is to be seen if its list is. Asked in one go, because the driver's own question is asked for each element and is slow.
     */
    private static final String FIRST_SEEN = MATCHING + """
            const hasArea = each => {
                const box = each.getBoundingClientRect();
                return box.width > 0 && box.height > 0 || [...each.children].some(hasArea);
            };
            const isSeen = each => each.checkVisibility({opacityProperty: true, visibilityProperty: true}) && hasArea(each);
            return matching.find(each => isSeen(each.localName === 'option' ? each.closest('select') ?? each : each)) ?? null;
            """;

    /** The texts that are rendered, as one line. */
    private static final String TEXT = """
            const texts = node => node.nodeType === Node.TEXT_NODE
                ? (node.parentElement === null || node.parentElement.checkVisibility() ? [node.data] : [])
                : ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.nodeName) ? []
                : [...(node.shadowRoot ? texts(node.shadowRoot) : []), ...[...node.childNodes].flatMap(texts)];
            return texts(document.body).join(' ').replace(/\\s+/g, ' ').trim();
            """;

    private static final String FOCUSED = """
            let focused = document.activeElement;
            while (focused && focused.shadowRoot && focused.shadowRoot.activeElement) {
                focused = focused.shadowRoot.activeElement;
            }
            return focused;
            """;

    private static final String DOCUMENT = """
            const roots = root => [...root.querySelectorAll('*')].filter(each => each.shadowRoot)
                .flatMap(each => [each.shadowRoot, ...roots(each.shadowRoot)]);
            return document.documentElement.getHTML({shadowRoots: roots(document)});
            """;

    private final ChromeDriver driver;
    private final PageLog log;
    private final List<Pattern> expected = new ArrayList<>();
    private int widthPixels;
    private int heightPixels;
    private Duration patience = Duration.ofSeconds(10);
    private Theme theme = Theme.LIGHT;
    private Language language = Language.EN;

    Page(ChromeDriver driver) {
        this.driver = driver;
        log = new PageLog(driver.manage().logs());
        log.clear();
        size(1440, 900).theme(Theme.LIGHT).language(Language.EN);
        command("Emulation.setTimezoneOverride", Map.of("timezoneId", "Europe/Paris"));
    }

    /** Waits that long for what does not come, in place of ten seconds. */
    public Page patience(Duration longest) {
        patience = longest;
        return this;
    }

    private Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /** Makes the page that wide and as tall as such a screen usually is. */
    public Page width(int pixels) {
        return size(pixels, pixels < 600 ? 740 : 900);
    }

    /** Makes the page that wide and tall, in CSS pixels. */
    public Page size(int width, int height) {
        widthPixels = width;
        heightPixels = height;
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** Prefers that theme, and as little motion as possible. */
    public Page theme(Theme preferred) {
        theme = preferred;
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", lower(preferred)),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    /** Reads that language. Takes effect with the next page that is opened. */
    public Page language(Language preferred) {
        language = preferred;
        String agent = String.valueOf(command("Browser.getVersion", Map.of()).get("userAgent"));
        command("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", preferred.tag()));
        command("Emulation.setLocaleOverride", Map.of());
        command("Emulation.setLocaleOverride", Map.of("locale", preferred.tag()));
        return this;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Opens that path of the application under test, or that whole address, and returns once it is loaded. */
    public Page open(String path) {
        URI server = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/");
        driver.get(server.resolve(path).toString());
        return this;
    }

    /** Keeps the files that the page hands over in that directory. */
    public Page downloadsTo(Path directory) {
        String path = directory.toAbsolutePath().toString();
        command("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", path));
        return this;
    }

    /** Returns the address that the tab shows. */
    public URI address() {
        return URI.create(Objects.requireNonNull(driver.getCurrentUrl()));
    }

    /** Returns the elements that match, in the order of the document, those of each shadow tree after those outside it. */
    public List<WebElement> all(String css) {
        return ((List<?>) run(ALL, css)).stream().map(WebElement.class::cast).toList();
    }

    /** Returns the first element that matches and is to be seen, as soon as there is one. */
    public WebElement waitFor(String css) {
        return until("a visible " + css, () -> (WebElement) run(FIRST_SEEN, css));
    }

    /** Returns as soon as no element that matches is to be seen. */
    public Page waitForNo(String css) {
        return waitUntil("no visible " + css, () -> run(FIRST_SEEN, css) == null);
    }

    /** Returns as soon as that text is to be seen, in one element or over several. */
    public Page waitForText(String text) {
        return waitUntil("the text \"" + text + "\"", () -> text().contains(text));
    }

    /** Returns as soon as the condition holds; {@code what} says in words what is waited for. */
    public Page waitUntil(String what, BooleanSupplier condition) {
        until(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
        return this;
    }

    private <T> T until(String what, Supplier<T> condition) {
        try {
            return new FluentWait<>(this)
                    .withTimeout(patience)
                    .pollingEvery(POLL)
                    .ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
                    .until(page -> condition.get());
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "Waited " + patience.toMillis() + " ms in vain for " + what + " at " + address() + ", which shows: "
                            + shortened(text()) + " and loads: " + log.loading(),
                    e);
        }
    }

    private static String shortened(String text) {
        return text.length() > 500 ? text.substring(0, 500) + " …" : text;
    }

    /** Clicks on the first element that matches, as soon as it is to be seen. */
    public Page click(String css) {
        waitFor(css).click();
        return this;
    }

    /** Puts that text into the first field that matches, in place of what is there. */
    public Page type(String css, String text) {
        WebElement field = waitFor(css);
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** Presses and releases those keys, one after the other, wherever the focus is. */
    public Page press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /** Draws with the mouse over the first element that matches, at half its height, between two shares of its width. */
    public Page drag(String css, double from, double to) {
        WebElement target = waitFor(css);
        int width = target.getSize().getWidth();
        new Actions(driver)
                .moveToElement(target, (int) ((from - 0.5) * width), 0)
                .clickAndHold()
                .moveToElement(target, (int) (((from + to) / 2 - 0.5) * width), 0)
                .moveToElement(target, (int) ((to - 0.5) * width), 0)
                .release()
                .perform();
        return this;
    }

    /** Presses Tab. */
    public Page tab() {
        return press(Keys.TAB);
    }

    /** Returns the element that has the focus, {@code body} if none has. */
    public WebElement focused() {
        return (WebElement) Objects.requireNonNull(run(FOCUSED));
    }

    /** Returns what is to be read on the page, as one line. */
    public String text() {
        return String.valueOf(run(TEXT));
    }

    /** Runs that body of a function in the page, and returns its result as Selenium represents it. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Returns what a script gives to the function that is its last argument. */
    public Object runAsync(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /**
     * Takes a picture of the page from its top to its end (of 6,000 pixels at most), as
     * {@code target/screenshots/<view>-<width>-<theme>-<language>.png}.
     */
    public Path screenshot(String view) {
        String name = view + "-" + widthPixels + "-" + lower(theme) + "-" + lower(language) + ".png";
        return picture(SCREENSHOTS.resolve(name));
    }

    private Path picture(Path file) {
        long contentPixels = (Long) Objects.requireNonNull(run("return document.documentElement.scrollHeight"));
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "scale",
                1,
                "width",
                widthPixels,
                "height",
                Math.min(TALLEST_PIXELS, Math.max(heightPixels, contentPixels)));
        Map<String, Object> answer =
                command("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
        return write(file, Base64.getDecoder().decode((String) answer.get("data")));
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the rules of accessibility that the page breaks as it is now, those with a serious or critical impact. */
    public List<Violation> axe() {
        return Axe.run(driver).stream().filter(Violation::serious).toList();
    }

    /** Returns as soon as nothing is being loaded any more but streams, and what was loaded is drawn. */
    public Page settle() {
        waitUntil("the end of all loading", () -> log.read().loading().isEmpty());
        driver.executeAsyncScript(
                "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))");
        return this;
    }

    /** Returns how far the page can be scrolled sideways, in pixels, which is 0 for a page that fits. */
    public long sidewaysPixels() {
        return (Long) Objects.requireNonNull(
                run("return document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"));
    }

    /** Lets the page settle, takes its picture, and fails if it scrolls sideways or breaks a rule of accessibility. */
    public Page check(String view) {
        Path picture = settle().screenshot(view);
        assertThat(sidewaysPixels()).as("how far %s scrolls sideways", picture).isZero();
        assertThat(axe()).as("rules that %s breaks", picture).isEmpty();
        return this;
    }

    /** Says that an error of the console or a failed request is part of the test, if its text has a match. */
    public Page expectError(String regex) {
        expected.add(Pattern.compile(regex));
        return this;
    }

    /** Returns the warnings and errors of the console up to now, also those of the content security policy. */
    public List<String> consoleErrors() {
        return log.read().console().stream().filter(this::unexpected).toList();
    }

    private boolean unexpected(String fault) {
        return expected.stream().noneMatch(each -> each.matcher(fault).find());
    }

    /** Returns the hosts of all requests up to now. */
    public Set<String> requestedHosts() {
        return log.read().hosts();
    }

    /** Returns what the tab loaded up to now, in the order of the answers. */
    public List<Load> loads() {
        return log.read().loads();
    }

    /** Returns the requests that the tab sent up to now, in their order. */
    public List<Sent> sent() {
        return log.read().sent();
    }

    /** Has requests fail whose addresses fit one of the patterns, in which {@code *} stands for anything. */
    public Page block(String... patterns) {
        command("Network.enable", Map.of());
        command("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
        return this;
    }

    /** Has all requests fail as without a network, or ends that. */
    public Page offline(boolean isOffline) {
        command("Network.enable", Map.of());
        command(
                "Network.emulateNetworkConditions",
                Map.of("offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    /** Returns what is wrong with the page up to now: errors, failed requests, dialogs, requests to other hosts. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        consoleErrors().forEach(each -> faults.add("console: " + each));
        log.failures().stream().filter(this::unexpected).forEach(each -> faults.add("failed request: " + each));
        log.dialogs().forEach(each -> faults.add("dialog: " + each));
        log.foreign().forEach(each -> faults.add("request to another host: " + each));
        return faults;
    }

    /** Leaves a picture and the document in {@code target/console}, and returns where they are and what the page told. */
    String report(String name) {
        try {
            Path picture = picture(Browser.REPORTS.resolve(name + ".png"));
            Path document = write(
                    Browser.REPORTS.resolve(name + ".html"),
                    String.valueOf(run(DOCUMENT)).getBytes(StandardCharsets.UTF_8));
            return "The page was at " + address() + ", see " + picture + " and " + document + ". It told: " + faults();
        } catch (WebDriverException e) {
            return "There is no picture of the page: " + e.getMessage();
        }
    }
}
