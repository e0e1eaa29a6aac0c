package dev.mayfly.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What a pod of Mayfly has to be, beyond fitting its type. */
final class ManifestRules {
    private static final Map<String, String> PROBES = Map.of(
            "startupProbe", "/q/health/started",
            "readinessProbe", "/q/health/ready",
            "livenessProbe", "/q/health/live");

    private ManifestRules() {}

    /** Returns what is wrong with the probes of a container; those in the list have to be there. */
    static List<String> probes(JsonNode container, List<String> needed) {
        List<String> faults = new ArrayList<>();
        PROBES.forEach((name, path) -> {
            JsonNode probe = container.path(name);
            if (probe.isMissingNode()) {
                if (needed.contains(name)) {
                    faults.add("there is no " + name);
                }
                return;
            }
            if (!probe.at("/httpGet/path").asText().equals(path)) {
                faults.add(name + " does not ask " + path);
            }
            JsonNode port = probe.at("/httpGet/port");
            if (!port.isMissingNode()
                    && !port.equals(container.at("/ports/0/name"))
                    && !port.equals(container.at("/ports/0/containerPort"))) {
                faults.add(name + " asks the port " + port + ", which is not the container's");
            }
        });
        return faults;
    }

    /** Returns what a container may do that it need not; the pod's settings count where the container has none. */
    static List<String> privileges(JsonNode pod, JsonNode container) {
        JsonNode own = container.path("securityContext");
        JsonNode shared = pod.path("securityContext");
        List<String> faults = new ArrayList<>();
        if (!either(own, shared, "/runAsNonRoot").asBoolean()) {
            faults.add("it may run as root");
        }
        if (!either(own, shared, "/seccompProfile/type").asText().equals("RuntimeDefault")) {
            faults.add("it may make any system call");
        }
        if (!own.path("readOnlyRootFilesystem").asBoolean()) {
            faults.add("its file system can be written");
        }
        if (own.path("allowPrivilegeEscalation").asBoolean(true)) {
            faults.add("it may gain privileges");
        }
        if (!own.at("/capabilities/drop/0").asText().equals("ALL")
                || own.at("/capabilities").has("add")) {
            faults.add("it has capabilities");
        }
        if (!container.at("/volumeMounts/0/mountPath").asText().equals("/tmp")
                || StreamSupport.stream(container.path("volumeMounts").spliterator(), false)
                                .filter(mount -> !mount.path("readOnly").asBoolean())
                                .count()
                        != 1
                || !pod.at("/volumes/0").has("emptyDir")
                || !pod.at("/volumes/0/name").equals(container.at("/volumeMounts/0/name"))) {
            faults.add("its temporary folder is not the only place that can be written");
        }
        if (container.at("/resources/limits/memory").isMissingNode()
                || !container.at("/resources/limits/memory").equals(container.at("/resources/requests/memory"))) {
            faults.add("its memory is not set aside for it");
        }
        return faults;
    }

    /** Returns what is wrong with the time that a pod has to stop. */
    static List<String> graceOfStop(JsonNode pod, Duration shutdownTimeout) {
        Duration delay = Duration.ZERO;
        for (JsonNode variable : pod.at("/containers/0/env")) {
            if (variable.path("name").asText().equals("QUARKUS_SHUTDOWN_DELAY")) {
                delay = Duration.parse("PT" + variable.path("value").asText());
            }
        }
        Duration grace =
                Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong(30));
        List<String> faults = new ArrayList<>();
        if (delay.isZero()) {
            faults.add("requests are refused while the Service still sends them");
        }
        if (grace.compareTo(delay.plus(shutdownTimeout)) <= 0) {
            faults.add("it is killed after " + grace + " and may need " + delay.plus(shutdownTimeout));
        }
        return faults;
    }

    private static JsonNode either(JsonNode own, JsonNode shared, String pointer) {
        return own.at(pointer).isMissingNode() ? shared.at(pointer) : own.at(pointer);
    }
}
