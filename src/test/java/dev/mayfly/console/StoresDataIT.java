package dev.mayfly.console;

import static dev.mayfly.http.answer.JsonBody.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export, import into an empty store and into one with events, and freeing memory, in the stores view. */
@ServerTest
@InBrowser
class StoresDataIT {
    @Test
    void a_store_is_exported_to_a_file_that_fills_another(@TempDir Path directory, Page page) throws IOException {
        String store = Stores.created();
        for (int i = 0; i < 3; i++) {
            Stores.append(store, "a-" + i);
        }
        page.downloadsTo(directory).open("/#/stores?store=" + store + "&panel=data");
        page.click("data-panel a.button");
        Path file = directory.resolve(store + ".ndjson");
        page.waitUntil("the file", () -> Files.exists(file));
        assertThat(Files.readString(file))
                .isEqualTo(Stores.get(store, "/export").extract().asString());
        String other = Stores.created();
        page.open("/#/stores?store=" + other + "&panel=data");
        page.waitFor("#import-file").sendKeys(file.toString());
        page.click("data-panel form:first-of-type button").waitForText("3 events imported");
        page.waitUntil(
                "the events", () -> page.waitFor("#stores-events").getText().equals("3"));
        Stores.get(other, "").body(at("events", is(3)));
        assertThat(Stores.get(other, "/export").extract().asString()).isEqualTo(Files.readString(file));
    }

    @Test
    void events_are_put_behind_those_that_are_there_once_that_is_agreed_to(@TempDir Path directory, Page page)
            throws IOException {
        String store = Stores.created();
        Stores.append(store, "a-1");
        String other = Stores.created();
        Stores.append(other, "b-1");
        Path file = directory.resolve("more.ndjson");
        Files.writeString(file, Stores.get(other, "/export").extract().asString());
        page.open("/#/stores?store=" + store + "&panel=data");
        page.waitFor("#import-file").sendKeys(file.toString());
        page.click("data-panel form:first-of-type button");
        page.waitForText("will be appended after the 1 event of " + store);
        page.click("dialog button[type=button]").waitForNo("dialog");
        Stores.get(store, "").body(at("events", is(1)));
        page.click("data-panel form:first-of-type button").click("dialog button.danger");
        page.waitForText("1 event imported");
        Stores.get(store, "").body(at("events", is(2)));
    }

    @Test
    void a_file_that_is_no_export_is_refused_and_nothing_is_imported(@TempDir Path directory, Page page)
            throws IOException {
        String store = Stores.created();
        Path file = Files.writeString(directory.resolve("wrong.ndjson"), "{\"position\":1}\n");
        page.expectError("400").open("/#/stores?store=" + store + "&panel=data");
        page.waitFor("#import-file").sendKeys(file.toString());
        page.click("data-panel form:first-of-type button").waitFor("data-panel .refusal");
        Stores.get(store, "").body(at("events", is(0)));
    }

    @Test
    void memory_is_given_back_and_it_is_said_how_much(Page page) {
        String store = Stores.created();
        Stores.append(store, "a-1");
        page.open("/#/stores?store=" + store + "&panel=data");
        page.click("data-panel form:last-of-type button").waitForText(" freed. The store now uses ");
    }
}
