package dev.mayfly.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.http.answer.JsonBody;
import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The analysis: charts whose numbers are the API's, as pictures, tables and files, with ways to the events behind them. */
@ServerTest
@InBrowser
class AnalysisViewIT {
    /** Keeps the files that the page hands over, and has none of them written to a disk. */
    private static final String KEEP_FILES = """
            window.files = [];
            const url = URL.createObjectURL;
            URL.createObjectURL = blob => { window.blob = blob; return url.call(URL, blob); };
            HTMLAnchorElement.prototype.click = function () { window.files.push([this.download, window.blob]); };
            """;

    @ParameterizedTest
    @ValueSource(ints = {360, 1440})
    void the_tables_have_the_numbers_of_the_api(int width, Page page) {
        String store = store();
        page.width(width).open("/#/analysis?store=" + store + "&interval=day");
        page.waitUntil("all charts", () -> page.all("mayfly-chart canvas").size() == 6);
        assertThat(page.waitFor("#analysis-total").getText()).isEqualTo("5");
        assertThat(page.axe()).isEmpty();
        Stream.of("#trends", "#week", "#by-eventType", "#by-aggregateType", "#by-organizationId", "#by-userId")
                .forEach(card -> page.click(card + " button[aria-pressed=false]"));

        JsonBody trends = analytics(store, "trends", "interval=day&fill=zero");
        assertThat(rows(page, "#trends"))
                .isEqualTo(trends.<Map<String, Object>>listAt("buckets").stream()
                        .map(each -> each.get("key") + " " + each.get("count"))
                        .toList())
                .containsExactly("2026-03-02 3", "2026-03-03 1", "2026-03-04 0", "2026-03-05 1");
        List<List<Integer>> matrix = analytics(store, "heatmap", "").listAt("matrix");
        List<String> week = rows(page, "#week");
        assertThat(week.get(0)).startsWith("Monday 1 0 0");
        for (int day = 0; day < 7; day++) {
            assertThat(week.get(day).replaceFirst("[^ ]+ ", "")).isEqualTo(joined(matrix.get(day)));
        }
        JsonBody statistics = analytics(store, "statistics", "");
        assertCounts(page, "#by-eventType", statistics.mapAt("byEventType"));
        assertCounts(page, "#by-aggregateType", statistics.mapAt("byAggregateType"));
        assertCounts(page, "#by-organizationId", statistics.mapAt("byOrganization"));
        assertCounts(page, "#by-userId", statistics.mapAt("byUser"));
        assertThat(page.axe()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"360, DARK", "1440, LIGHT"})
    void a_chart_is_taken_as_csv_and_as_png_on_the_ground_of_the_page(int width, Theme theme, Page page)
            throws IOException {
        page.width(width).theme(theme).open("/#/analysis?store=" + store() + "&interval=day");
        page.waitFor("#by-userId canvas");
        page.run(KEEP_FILES);
        page.click("#by-organizationId .actions button:nth-child(2)");
        assertThat(file(page, 0, "-organizationId.csv"))
                .asString()
                .isEqualTo("Name,Events,Share\r\n\"Acme, \"\"Inc\"\"\",3,60%\r\nglobex,1,20%\r\nunknown,1,20%\r\n");

        page.click("#trends .actions button:nth-child(3)");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file(page, 1, "-day.png")));
        long canvasPixels = (Long) page.run("return document.querySelector('#trends canvas').clientWidth");
        assertThat(picture.getWidth()).isEqualTo((int) (2 * canvasPixels));
        Color ground = theme == Theme.DARK ? new Color(0x161e27) : new Color(0xffffff);
        assertThat(new Color(picture.getRGB(0, 0), true)).isEqualTo(ground);
        assertThat(colours(picture)).isGreaterThan(2);
    }

    @Test
    void the_zone_says_which_day_an_event_is_of(Page page) {
        String store = store();
        page.open("/#/analysis?store=" + store + "&interval=day&zone=UTC").click("#trends button[aria-pressed=false]");
        page.waitUntil("days of UTC", () -> rows(page, "#trends").get(0).equals("2026-03-01 1"));
        page.click("select[name=zone] option[value='Asia/Tokyo']");
        page.waitUntil("days of Tokyo", () -> rows(page, "#trends").get(0).equals("2026-03-02 3"));
        assertThat(page.address().getFragment()).contains("zone=Asia/Tokyo");
        page.click("select[name=interval] option[value=hour]");
        page.waitUntil("hours of Tokyo", () -> rows(page, "#trends").get(0).equals("2026-03-02T08:00+09:00 1"));
        page.open("about:blank").open("/#/analysis?store=" + store + "&interval=day");
        page.waitFor("#trends canvas");
        page.click("#trends button[aria-pressed=false]");
        page.waitUntil("days of the browser", () -> rows(page, "#trends").get(0).equals("2026-03-02 3"));
    }

    @Test
    void a_row_and_an_hour_of_the_week_lead_to_their_events(Page page) {
        String store = store();
        page.open("/#/analysis?store=" + store + "&interval=day&eventType=Paid");
        page.click("#trends button[aria-pressed=false]");
        assertThat(link(page, "#trends tbody a"))
                .endsWith("#/events?store=" + store + "&eventType=Paid&from=2026-03-01T23%3A00%3A00Z"
                        + "&to=2026-03-02T22%3A59%3A59.999999999Z");
        page.click("#week button[aria-pressed=false]").click("#week tbody tr:first-child td:nth-child(13) a");
        page.waitForText("Monday 11:00");
        assertThat(page.address().getFragment()).endsWith("&cell=0-11");
        assertThat(link(page, ".an-hours a"))
                .endsWith("&eventType=Paid&from=2026-03-02T10%3A00%3A00Z&to=2026-03-02T10%3A59%3A59.999999999Z");
        page.click("#by-userId button[aria-pressed=false]").click("#by-userId tbody a");
        assertThat(page.address().getFragment()).isEqualTo("/events?store=" + store + "&eventType=Paid&userId=ada");
        page.waitFor("events-view");
    }

    @Test
    void a_day_is_as_long_as_the_clocks_of_its_zone_make_it(Page page) {
        String store = Stores.created();
        append(store, "o-1", "Paid", "2026-03-29T12:00:00Z", "");
        page.open("/#/analysis?store=" + store + "&interval=day").click("#trends button[aria-pressed=false]");
        assertThat(link(page, "#trends tbody a"))
                .endsWith("&from=2026-03-28T23%3A00%3A00Z&to=2026-03-29T21%3A59%3A59.999999999Z");
        page.click("select[name=interval] option[value=month]");
        page.waitUntil("a month", () -> rows(page, "#trends").equals(List.of("2026-03 1")));
        assertThat(link(page, "#trends tbody a"))
                .endsWith("&from=2026-02-28T23%3A00%3A00Z&to=2026-03-31T21%3A59%3A59.999999999Z");
    }

    @Test
    void the_numbers_follow_the_criteria_and_stay_when_these_are_refused(Page page) {
        String store = store();
        page.expectError("400").open("/#/analysis?store=" + store + "&organizationId=globex");
        total(page, "1");
        page.click(".criteria-chips .chip button");
        total(page, "5");
        page.open("/#/analysis?store=" + store + "&asOf=2");
        total(page, "2");
        page.open("/#/analysis?store=" + store + "&asOf=99");
        page.waitFor(".criteria-wrong");
        assertThat(page.waitFor("#analysis-total").getText()).isEqualTo("2");
        page.open("/#/analysis?store=" + store + "&text=nowhere");
        page.waitForText("No events match the criteria.").click("main .empty button");
        total(page, "5");
    }

    @Test
    void it_speaks_french(Page page) {
        String store = store();
        page.language(Language.FR).width(360).open("/#/analysis?store=" + store + "&interval=day&cell=0-11");
        page.waitForText("Événements par jour, Europe/Paris").waitForText("lundi 11 h");
        page.click("#week button[aria-pressed=false]");
        assertThat(rows(page, "#week").get(6)).startsWith("dimanche 0");
        assertThat(page.axe()).isEmpty();
    }

    private static String store() {
        String store = Stores.created();
        String ada = "\"organizationId\": \"Acme, \\\"Inc\\\"\", \"userId\": \"ada\"";
        append(store, "order-1", "Paid", "2026-03-01T23:30:00Z", ada);
        append(store, "order-1", "Paid", "2026-03-02T10:10:00Z", ada);
        append(store, "order-2", "Paid", "2026-03-02T10:59:59.999999999Z", ada);
        append(
                store,
                "cart-1",
                "Filled",
                "2026-03-03T10:20:00Z",
                "\"organizationId\": \"globex\", \"userId\": \"bob\"");
        append(store, "cart-2", "Filled", "2026-03-05T20:00:00Z", "");
        return store;
    }

    private static void append(String store, String aggregate, String type, String timestamp, String metadata) {
        String event = "{\"eventType\": \"%s\", \"timestamp\": \"%s\", \"metadata\": {%s}}";
        Stores.post(store, "/aggregates/" + aggregate + "/events", event.formatted(type, timestamp, metadata))
                .statusCode(201);
    }

    private static JsonBody analytics(String store, String what, String more) {
        return JsonBody.of(given().get("/stores/" + store + "/analytics/" + what + "?zone=Europe/Paris&" + more)
                .then()
                .statusCode(200)
                .extract());
    }

    private static List<String> rows(Page page, String within) {
        return page.all(within + " tbody tr").stream()
                .map(WebElement::getText)
                .map(row -> row.replaceAll("\\s+", " "))
                .toList();
    }

    private static void assertCounts(Page page, String card, Map<String, Integer> counts) {
        assertThat(rows(page, card))
                .hasSameSizeAs(counts.entrySet())
                .allSatisfy(row -> assertThat(counts.entrySet())
                        .anyMatch(each -> row.startsWith(each.getKey() + " " + each.getValue() + " ")));
    }

    private static String joined(List<Integer> counts) {
        return String.join(" ", counts.stream().map(String::valueOf).toList());
    }

    private static String link(Page page, String css) {
        return String.valueOf(page.waitFor(css).getAttribute("href"));
    }

    private static void total(Page page, String count) {
        page.waitUntil(
                count + " events",
                () -> page.waitFor("#analysis-total").getText().equals(count));
    }

    /** Returns the bytes of a file that the page handed over, whose name must end as it is said. */
    private static byte[] file(Page page, int index, String ending) {
        page.waitUntil("file " + index, () -> (Long) page.run("return window.files.length") > index);
        assertThat(page.run("return window.files[arguments[0]][0]", index))
                .asString()
                .endsWith(ending);
        page.run("window.text = null; const reader = new FileReader();"
                + "reader.onload = () => { window.text = reader.result; };"
                + "reader.readAsDataURL(window.files[" + index + "][1])");
        page.waitUntil("its bytes", () -> page.run("return window.text") != null);
        String url = String.valueOf(page.run("return window.text"));
        return Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
    }

    private static long colours(BufferedImage picture) {
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return Arrays.stream(pixels).distinct().count();
    }
}
