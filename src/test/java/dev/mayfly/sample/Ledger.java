package dev.mayfly.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.event.RawJson;
import dev.mayfly.payment.PaymentEvent;
import dev.mayfly.sample.SampleEvents.Event;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Replays a sample event by event, and fails at one that could not have happened. */
final class Ledger {
    private static final Set<String> ENDS = Set.of("WorkflowCompleted", "WorkflowFailed", "WorkflowCancelled");

    private final Set<String> users = new HashSet<>();
    private final Set<String> organizations = new HashSet<>();
    private final Map<String, String> memberships = new HashMap<>();
    private final Map<String, Integer> members = new HashMap<>();
    private final Map<String, String> plans = new HashMap<>();
    private final Map<String, String> sizes = new HashMap<>();
    private final Map<String, Set<String>> steps = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, BigDecimal> rests = new HashMap<>();
    private final Map<String, BigDecimal> invoices = new HashMap<>();
    private final Set<String> paid = new HashSet<>();
    private final Set<String> keys = new HashSet<>();

    void check(Event event) {
        assertThat(ended.contains(event.aggregateId())).as(event::toString).isFalse();
        checkActor(event);
        switch (event.aggregateType()) {
            case "User" -> user(event);
            case "Organization" -> organization(event);
            case "Workflow" -> workflow(event);
            case "CloudResource" -> resource(event);
            case "Payment" -> payment(event);
            case "Invoice" -> invoice(event);
            case "Order" -> beginsWith(event, "OrderPlaced");
            case "Ticket" -> beginsWith(event, "TicketOpened");
            case "Incident" -> beginsWith(event, "IncidentOpened");
            default -> throw new AssertionError("of no known type: " + event);
        }
        if (ENDS.contains(event.type())
                || Set.of(
                                "UserDeactivated",
                                "ResourceReleased",
                                "OrderCancelled",
                                "SatisfactionRated",
                                "IncidentReviewed")
                        .contains(event.type())) {
            ended.add(event.aggregateId());
        }
    }

    private void checkActor(Event event) {
        if (event.type().equals("UserRegistered")) {
            users.add(event.user());
        }
        if (event.user() != null) {
            assertThat(users.contains(event.user())).as(event::toString).isTrue();
        }
        if (event.organization() != null && !event.type().equals("OrganizationCreated")) {
            assertThat(organizations.contains(event.organization()))
                    .as(event::toString)
                    .isTrue();
            boolean joins = Set.of("UserRegistered", "MemberJoined").contains(event.type());
            if (event.user() != null && !joins) {
                assertThat(memberships.get(event.user())).as(event::toString).isIn(event.organization(), "nuage-bleu");
            }
        }
    }

    private void user(Event event) {
        beginsWith(event, "UserRegistered");
        if (event.type().equals("UserDeactivated")) {
            users.remove(event.aggregateId().substring("user-".length()));
        }
    }

    private void organization(Event event) {
        beginsWith(event, "OrganizationCreated");
        String id = event.aggregateId();
        JsonNode data = event.data();
        switch (event.type()) {
            case "OrganizationCreated" -> {
                organizations.add(event.organization());
                memberships.put(event.user(), event.organization());
                members.put(id, 1);
                plans.put(id, data.path("plan").asText());
            }
            case "MemberJoined" -> {
                memberships.put(data.path("userId").asText(), event.organization());
                assertThat(data.path("members").asInt()).isEqualTo(members.merge(id, 1, Integer::sum));
            }
            case "MemberRemoved" -> {
                assertThat(memberships.remove(data.path("userId").asText())).isEqualTo(event.organization());
                assertThat(data.path("members").asInt()).isEqualTo(members.merge(id, -1, Integer::sum));
            }
            case "PlanChanged" ->
                assertThat(plans.put(id, data.path("plan").asText()))
                        .isEqualTo(data.path("previousPlan").asText())
                        .isNotEqualTo(data.path("plan").asText());
            case "ApiKeyCreated" ->
                keys.add(id + data.path("apiKeys").fieldNames().next());
            case "ApiKeyRevoked" ->
                assertThat(keys.remove(id + data.path("apiKeys").fieldNames().next()))
                        .isTrue();
            default -> assertThat(event.version()).isGreaterThan(1);
        }
    }

    private void workflow(Event event) {
        beginsWith(event, "WorkflowStarted");
        Set<String> done = steps.computeIfAbsent(event.aggregateId(), unused -> new HashSet<>());
        if (event.type().startsWith("Step")) {
            assertThat(done.add(event.data().path("step").asText()))
                    .as(event::toString)
                    .isTrue();
            assertThat(event.data().path("durationMs").asLong()).isPositive();
        }
    }

    private void resource(Event event) {
        beginsWith(event, "ResourceProvisioned");
        JsonNode size = event.data().path("size");
        if (event.type().equals("ResourceResized")) {
            assertThat(event.data().path("previousSize").asText())
                    .isEqualTo(sizes.get(event.aggregateId()))
                    .isNotEqualTo(size.asText());
        }
        if (!event.type().equals("ResourceReleased")) {
            sizes.put(event.aggregateId(), size.asText());
        }
    }

    private void payment(Event event) {
        beginsWith(event, "PaymentProcessed");
        BigDecimal amount = PaymentEvent.read(
                        event.type(), RawJson.of(event.data().toString()))
                .orElseThrow()
                .money()
                .amount();
        assertThat(event.data()).hasSize(2);
        BigDecimal change = event.version() == 1 ? amount : amount.negate();
        assertThat(rests.merge(event.aggregateId(), change, BigDecimal::add)).isNotNegative();
    }

    private void invoice(Event event) {
        beginsWith(event, "InvoiceIssued");
        JsonNode data = event.data();
        if (event.type().equals("InvoiceIssued")) {
            BigDecimal total = data.path("total").decimalValue();
            assertThat(data.path("net").decimalValue().add(data.path("vat").decimalValue()))
                    .isEqualByComparingTo(total);
            invoices.put(event.aggregateId(), total);
        } else if (event.type().equals("InvoicePaid")) {
            assertThat(paid.add(event.aggregateId())).isTrue();
            assertThat(rests.get(data.path("paymentId").asText()))
                    .isEqualByComparingTo(invoices.get(event.aggregateId()));
        } else if (event.type().equals("CreditNoteIssued")) {
            assertThat(paid.contains(event.aggregateId())).as(event::toString).isTrue();
        }
    }

    private static void beginsWith(Event event, String type) {
        assertThat(event.type().equals(type)).as(event::toString).isEqualTo(event.version() == 1);
    }
}
