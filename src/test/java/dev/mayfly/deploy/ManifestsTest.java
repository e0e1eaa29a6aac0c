package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that put Mayfly on a cluster. */
class ManifestsTest {
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";
    private static final Manifest DEPLOYMENT = Manifest.of("kubernetes/base/deployment.yaml", "Deployment");
    private static final Manifest KNATIVE = Manifest.of("knative/service.yaml", "Service");

    static Stream<Manifest> objects() {
        return Manifest.all().stream().filter(each -> !each.kind().equals("Kustomization"));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void every_object_fits_its_type(Manifest manifest) {
        assertThat(ClusterTypes.fault(manifest.object())).isEmpty();
    }

    @Test
    void all_kinds_are_there() {
        assertThat(objects().map(each -> each.at("/apiVersion").asText() + " " + each.kind()))
                .containsExactlyInAnyOrder(
                        "apps/v1 Deployment",
                        "v1 Service",
                        "policy/v1 PodDisruptionBudget",
                        "autoscaling/v2 HorizontalPodAutoscaler",
                        "networking.k8s.io/v1 NetworkPolicy",
                        "monitoring.coreos.com/v1 ServiceMonitor",
                        "serving.knative.dev/v1 Service",
                        "sources.knative.dev/v1 SinkBinding",
                        "eventing.knative.dev/v1 Trigger");
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes/base/deployment.yaml, Deployment, /kind, Deploiment",
        "kubernetes/base/deployment.yaml, Deployment, /apiVersion, apps/v2",
        "kubernetes/base/deployment.yaml, Deployment, /metadata/name,",
        "kubernetes/base/deployment.yaml, Deployment, /spec/replica, 1",
        "kubernetes/base/deployment.yaml, Deployment, /spec/replicas, one",
        "kubernetes/base/deployment.yaml, Deployment, /spec/template/spec/containers/0/readinessProbe/httpGet/pth, /",
        "kubernetes/base/deployment.yaml, Deployment, /spec/template/spec/containers/0/securityContext/readonlyRootFilesystem, true",
        "kubernetes/base/deployment.yaml, Deployment, /spec/template/spec/containers/0/env/0/value, 8080",
        "kubernetes/base/service.yaml, Service, /spec/selector, mayfly",
        "kubernetes/base/poddisruptionbudget.yaml, PodDisruptionBudget, /spec/minAvailabel, 1",
        "kubernetes/base/horizontalpodautoscaler.yaml, HorizontalPodAutoscaler, /spec/maxReplicas, many",
        "kubernetes/base/networkpolicy.yaml, NetworkPolicy, /spec/ingres, []",
        "kubernetes/monitoring/servicemonitor.yaml, ServiceMonitor, /spec/endpoints/0/intervall, 15s",
        "knative/service.yaml, Service, /spec/template/spec/containerConcurency, 0",
        "knative/service.yaml, Service, /spec/template/spec/timeoutSeconds, soon",
        "knative/service.yaml, Service, /spec/template/spec/containers/0/livenessProbe/httpget, {}",
        "knative/eventing.yaml, SinkBinding, /spec/sinks, {}",
        "knative/eventing.yaml, Trigger, /spec/subscriber/url, /",
    })
    void an_object_that_is_wrong_at_one_place_does_not_fit(String file, String kind, String pointer, String yaml) {
        Manifest wrong = Manifest.of(file, kind).with(pointer, yaml);
        assertThat(ClusterTypes.fault(wrong.object())).isPresent();
    }

    @Test
    void probes_ask_the_health_paths_at_the_port_of_the_container() {
        assertThat(ManifestRules.probes(
                        DEPLOYMENT.at(CONTAINER), List.of("startupProbe", "readinessProbe", "livenessProbe")))
                .isEmpty();
        assertThat(ManifestRules.probes(KNATIVE.at(CONTAINER), List.of("readinessProbe", "livenessProbe")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/startupProbe,",
        "/readinessProbe/httpGet/path, /q/health",
        "/livenessProbe/httpGet/port, https",
        "/livenessProbe/httpGet/port, 8081",
    })
    void a_wrong_probe_is_found(String pointer, String yaml) {
        Manifest wrong = DEPLOYMENT.with(CONTAINER + pointer, yaml);
        assertThat(ManifestRules.probes(
                        wrong.at(CONTAINER), List.of("startupProbe", "readinessProbe", "livenessProbe")))
                .hasSize(1);
    }

    @Test
    void containers_may_do_no_more_than_they_need() {
        assertThat(ManifestRules.privileges(DEPLOYMENT.at(POD), DEPLOYMENT.at(CONTAINER)))
                .isEmpty();
        assertThat(ManifestRules.privileges(KNATIVE.at(POD), KNATIVE.at(CONTAINER)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/securityContext/runAsNonRoot,",
        "/securityContext/seccompProfile/type, Unconfined",
        "/containers/0/securityContext/runAsNonRoot, false",
        "/containers/0/securityContext/readOnlyRootFilesystem, false",
        "/containers/0/securityContext/allowPrivilegeEscalation,",
        "/containers/0/securityContext/capabilities/drop, []",
        "/containers/0/securityContext/capabilities/add, [NET_ADMIN]",
        "/containers/0/volumeMounts, []",
        "/containers/0/resources/limits/memory,",
    })
    void a_container_that_may_do_more_is_found(String pointer, String yaml) {
        Manifest wrong = DEPLOYMENT.with(POD + pointer, yaml);
        assertThat(ManifestRules.privileges(wrong.at(POD), wrong.at(CONTAINER))).hasSize(1);
    }

    @Test
    void a_pod_has_the_time_to_stop_that_it_takes_at_most() throws IOException {
        assertThat(ManifestRules.graceOfStop(DEPLOYMENT.at(POD), shutdownTimeout()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/terminationGracePeriodSeconds, 15", "/containers/0/env, []", "/containers/0/env/2/value, 20s"})
    void a_pod_without_the_time_to_stop_is_found(String pointer, String yaml) throws IOException {
        Manifest wrong = DEPLOYMENT.with(POD + pointer, yaml);
        assertThat(ManifestRules.graceOfStop(wrong.at(POD), shutdownTimeout())).hasSize(1);
    }

    @Test
    void there_is_never_more_than_one_process() {
        assertThat(DEPLOYMENT.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(DEPLOYMENT.at("/spec/strategy/type").asText()).isEqualTo("Recreate");
        Manifest scaler = Manifest.of("kubernetes/base/horizontalpodautoscaler.yaml", "HorizontalPodAutoscaler");
        assertThat(scaler.at("/spec/maxReplicas").asInt()).isEqualTo(1);
        assertThat(KNATIVE.at("/spec/template/metadata/annotations/autoscaling.knative.dev~1max-scale")
                        .asText())
                .isEqualTo("1");
    }

    static Stream<Arguments> selectors() {
        return Stream.of(
                Arguments.of("kubernetes/base/deployment.yaml", "Deployment", "/spec/selector/matchLabels"),
                Arguments.of("kubernetes/base/service.yaml", "Service", "/spec/selector"),
                Arguments.of(
                        "kubernetes/base/poddisruptionbudget.yaml",
                        "PodDisruptionBudget",
                        "/spec/selector/matchLabels"),
                Arguments.of("kubernetes/base/networkpolicy.yaml", "NetworkPolicy", "/spec/podSelector/matchLabels"),
                Arguments.of(
                        "kubernetes/monitoring/servicemonitor.yaml", "ServiceMonitor", "/spec/selector/matchLabels"));
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void selectors_select_the_pod(String file, String kind, String pointer) {
        assertThat(Manifest.of(file, kind).at(pointer))
                .isEqualTo(DEPLOYMENT.at("/spec/template/metadata/labels"))
                .isNotEmpty();
    }

    @Test
    void objects_name_each_other() {
        JsonNode port = DEPLOYMENT.at(CONTAINER + "/ports/0/name");
        Manifest service = Manifest.of("kubernetes/base/service.yaml", "Service");
        assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo(port);
        assertThat(Manifest.of("kubernetes/base/networkpolicy.yaml", "NetworkPolicy")
                        .at("/spec/ingress/0/ports/0/port"))
                .isEqualTo(port);
        assertThat(Manifest.of("kubernetes/monitoring/servicemonitor.yaml", "ServiceMonitor")
                        .at("/spec/endpoints/0/port"))
                .isEqualTo(service.at("/spec/ports/0/name"));
        assertThat(Manifest.of("kubernetes/base/horizontalpodautoscaler.yaml", "HorizontalPodAutoscaler")
                        .at("/spec/scaleTargetRef/name"))
                .isEqualTo(DEPLOYMENT.at("/metadata/name"));
        JsonNode knativeName = KNATIVE.at("/metadata/name");
        assertThat(Manifest.of("knative/eventing.yaml", "SinkBinding").at("/spec/subject/name"))
                .isEqualTo(knativeName);
        assertThat(Manifest.of("knative/eventing.yaml", "Trigger").at("/spec/subscriber/ref/name"))
                .isEqualTo(knativeName);
    }

    static Stream<Manifest> kustomizations() {
        return Manifest.all().stream().filter(each -> each.kind().equals("Kustomization"));
    }

    @Test
    void there_is_a_base_and_an_overlay_with_and_one_without_monitoring() {
        assertThat(kustomizations().map(each -> each.file().getParent().toString()))
                .containsExactly("deploy/kubernetes/base", "deploy/kubernetes", "deploy/kubernetes/monitoring");
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void a_kustomization_names_every_file_beside_it(Manifest kustomization) throws IOException {
        Path directory = kustomization.file().getParent();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(resources(kustomization).filter(Files::isRegularFile))
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith("kustomization.yaml"))
                            .map(Path::normalize)
                            .toList());
        }
    }

    /** Kustomize refuses one that refers to a directory that it is in itself, as a cycle. */
    @ParameterizedTest
    @MethodSource("kustomizations")
    void a_kustomization_refers_to_others_that_are_not_above_it(Manifest kustomization) {
        Path directory = kustomization.file().getParent();
        List<Path> others = resources(kustomization).filter(Files::isDirectory).toList();
        assertThat(others).allSatisfy(other -> {
            assertThat(other.resolve("kustomization.yaml")).exists();
            assertThat(directory.startsWith(other))
                    .as(other + " above " + directory)
                    .isFalse();
        });
        assertThat(resources(kustomization))
                .allSatisfy(resource -> assertThat(resource).exists());
    }

    static Stream<String> documents() {
        return Stream.of("README.md", "docs/guide/deploy.md", "deploy/README.md");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void documents_say_how_a_server_requires_a_token(String document) throws IOException {
        assertThat(Files.readString(Path.of(document))).contains("access.md").containsIgnoringCase("token");
    }

    @Test
    void a_pod_requires_the_tokens_of_a_secret_that_it_can_only_read() {
        for (Manifest each : List.of(DEPLOYMENT, KNATIVE)) {
            JsonNode mount = each.at(CONTAINER + "/volumeMounts/1");
            JsonNode volume = each.at(POD + "/volumes/1");
            assertThat(mount.path("readOnly").asBoolean()).isTrue();
            assertThat(volume.path("name")).isEqualTo(mount.path("name"));
            assertThat(volume.at("/secret/secretName").asText()).isEqualTo("mayfly-tokens");
            assertThat(StreamSupport.stream(each.at(CONTAINER + "/env").spliterator(), false)
                            .filter(variable -> variable.path("name").asText().equals("MAYFLY_TOKENS"))
                            .map(variable -> variable.path("value").asText()))
                    .containsExactly(mount.path("mountPath").asText() + "/tokens.json");
        }
    }

    @Test
    void the_steps_make_every_secret_that_a_manifest_names() throws IOException {
        String steps = Files.readString(Path.of("deploy/README.md"));
        assertThat(steps)
                .contains("create secret generic mayfly-tokens --from-file=tokens.json")
                .contains("create secret generic "
                        + Manifest.of("kubernetes/monitoring/servicemonitor.yaml", "ServiceMonitor")
                                .at("/spec/endpoints/0/authorization/credentials/name")
                                .asText()
                        + " --from-file=token");
    }

    @Test
    void every_image_of_a_manifest_is_built_and_pushed_by_the_steps() throws IOException {
        String steps = Files.readString(Path.of("deploy/README.md"));
        JsonNode rename = Manifest.of("kubernetes/base/kustomization.yaml", "Kustomization")
                .at("/images/0");
        assertThat(DEPLOYMENT.at(CONTAINER + "/image")).isEqualTo(rename.at("/name"));
        List<String> images = List.of(
                rename.at("/newName").asText() + ":" + rename.at("/newTag").asText(),
                KNATIVE.at(CONTAINER + "/image").asText());
        assertThat(images).allSatisfy(image -> {
            String variant = image.substring(image.indexOf(':') + 1);
            assertThat(Path.of("src/main/docker/Dockerfile." + variant)).exists();
            assertThat(steps)
                    .containsPattern("docker build -f src/main/docker/Dockerfile." + variant + " -t (\\S+/)?" + image)
                    .contains("docker push registry.example.com/" + image)
                    .contains("registry.example.com/mayfly");
        });
    }

    @Test
    void the_steps_and_the_manifests_fit_each_other() throws IOException {
        String steps = Files.readString(Path.of("deploy/README.md"));
        Matcher named = Pattern.compile("deploy/[a-z/]+(?:\\.yaml)?").matcher(steps);
        List<Path> paths = named.results().map(found -> Path.of(found.group())).toList();
        assertThat(paths).isNotEmpty().allSatisfy(path -> assertThat(path).exists());
        assertThat(steps)
                .contains("s#image: " + KNATIVE.at(CONTAINER + "/image").asText() + "#");
        Set<String> tools = Pattern.compile("(?m)^(\\S+) ")
                .matcher(String.join("\n", commands(steps)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(tools).containsExactlyInAnyOrder("./mvnw", "docker", "kubectl", "sed");
    }

    @Test
    void the_trigger_lets_pass_what_the_examples_send() throws IOException {
        String type = Manifest.of("knative/eventing.yaml", "Trigger")
                .at("/spec/filter/attributes/type")
                .asText();
        assertThat(Files.readString(Path.of("docs/guide/cloudevents.md"))).contains("-H 'ce-type: " + type + "'");
    }

    @Test
    void the_knative_service_has_no_public_address() {
        assertThat(KNATIVE.at("/metadata/labels/networking.knative.dev~1visibility")
                        .asText())
                .isEqualTo("cluster-local");
    }

    private static Stream<Path> resources(Manifest kustomization) {
        return StreamSupport.stream(kustomization.at("/resources").spliterator(), false)
                .map(name -> kustomization.file().resolveSibling(name.asText()).normalize());
    }

    /** Returns the commands of a document's blocks of shell. */
    private static List<String> commands(String document) {
        return Pattern.compile("(?ms)^```sh\n(.*?)^```$")
                .matcher(document)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
    }

    private static Duration shutdownTimeout() throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(text);
        }
        return Duration.parse("PT" + properties.getProperty("quarkus.shutdown.timeout"));
    }
}
