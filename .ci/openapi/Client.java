import client.ApiClient;
import client.ApiException;
import client.api.AppendApi;
import client.api.ReadApi;
import client.api.StoresApi;
import client.model.AnyOf;
import client.model.EventPage;
import client.model.NewEvent;
import client.model.Problem;
import client.model.SearchRequest;
import client.model.StoreAppend;
import client.model.StoreAppendAnswer;
import client.model.StoreSettings;
import client.model.VersionConflict;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One append, one search and one deletion with the client that openapi-generator makes; the argument is the server's address. */
final class Client {
    private static final String STORE = "generated-by-openapi-generator";

    private Client() {}

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient().setBasePath(arguments[0]);
        StoresApi stores = new StoresApi(client);
        AppendApi append = new AppendApi(client);
        ReadApi read = new ReadApi(client);

        equal(stores.createStore(STORE, new StoreSettings(), null).getName(), STORE, "the name of a new store");

        StoreAppend events = new StoreAppend()
                .addEventsItem(new NewEvent()
                        .aggregateId("order-1")
                        .eventType("OrderPlaced")
                        .data(Map.of("amount", 12.5))
                        .tags(List.of("till:1")))
                .expectedVersions(Map.of("order-1", 0L));
        StoreAppendAnswer appended = append.appendToStore(STORE, events, null, null);
        equal(appended.getLastPosition(), 1L, "the position that an append answers with");

        Problem conflict = problem(409, () -> append.appendToStore(STORE, events, null, null));
        equal(((VersionConflict) conflict.getActualInstance()).getActualVersion(), 1L, "the version of a conflict");

        EventPage found = read.searchEventsByBody(
                STORE, new SearchRequest().tag(new AnyOf("till:1")).minPosition(1L), null, null);
        equal(found.getEvents().size(), 1, "how many events a search finds");
        equal(found.getEvents().get(0).getAggregateId(), "order-1", "whose event it is");
        equal(found.getNext(), null, "the next page");

        stores.deleteStore(STORE, null);
        Problem gone = problem(404, () -> read.readStore(STORE, null, null, null, null, null));
        equal(gone.getNotFound().getStatus(), 404, "the status of the problem afterwards");
        System.out.println("openapi-generator (Java): append, search and deletion work");
    }

    private interface Call {
        void send() throws ApiException;
    }

    private static Problem problem(int status, Call call) throws Exception {
        try {
            call.send();
        } catch (ApiException refused) {
            equal(refused.getCode(), status, "the status of a refusal");
            return Problem.fromJson(refused.getResponseBody());
        }
        throw new AssertionError("nothing was refused, where " + status + " was expected");
    }

    private static void equal(Object actual, Object expected, String what) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError(what + ": " + actual + " instead of " + expected);
        }
    }
}
