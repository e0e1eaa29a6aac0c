package dev.mayfly.bootstrap.access;

import dev.mayfly.access.Token;
import dev.mayfly.access.Tokens;
import dev.mayfly.access.TokensFile;
import dev.mayfly.bootstrap.config.AccessConfiguration;
import dev.mayfly.bootstrap.config.MayflyConfiguration;
import dev.mayfly.http.access.AccessSettings;
import dev.mayfly.http.access.OwnHosts;
import dev.mayfly.http.access.Refusals;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Produces what decides about access, and stops a start that would leave the server open by mistake. */
@Singleton
public class AccessProducer {
    private static final String TOKEN = "mayfly.token";
    private static final String TOKENS = "mayfly.tokens";
    private static final String INSECURE = "mayfly.insecure";
    private static final String HOSTS = "mayfly.http.hosts";
    private static final String CLIENT_AUTH = "mayfly.tls.client-auth";
    /** The keys of which one names a certificate of the server's own. */
    private static final Pattern CERTIFICATE =
            Pattern.compile("quarkus\\.http\\.ssl\\.certificate\\.(files|key-store-file)(\\[.*)?"
                    + "|quarkus\\.tls\\.(.*\\.)?key-store\\.(pem\\..*|jks\\.path|p12\\.path|other\\.type)");

    private final Config config;
    private final AccessConfiguration access;
    private final int mostTokens;
    private final TokensWatch watch;

    /** Makes the producer. */
    public AccessProducer(Config config, MayflyConfiguration configuration, TokensWatch watch) {
        this.config = config;
        this.access = configuration.access();
        this.mostTokens = configuration.limits().tokens();
        this.watch = watch;
    }

    /**
     * Returns the tokens.
     *
     * @throws ConfigurationException if one is invalid or the file cannot be read; the message names the key
     */
    @Produces
    @Singleton
    public Tokens tokens() {
        List<Token> configured = new ArrayList<>();
        if (isGiven(TOKEN)) {
            try {
                configured.add(Token.forEverything(TOKEN, access.token().orElse("")));
            } catch (IllegalArgumentException wrong) {
                throw wrong(TOKEN, wrong.getMessage());
            }
        }
        if (!isGiven(TOKENS)) {
            return configured.isEmpty() ? Tokens.notRequired() : Tokens.of(configured);
        }
        String path = access.tokens().orElse("");
        if (path.isBlank()) {
            throw wrong(TOKENS, "must be the path of a file with tokens, and is empty");
        }
        TokensFile file = new TokensFile(Path.of(path), mostTokens);
        TokensFile.Look look = file.look();
        if (look instanceof TokensFile.Look.Changed read) {
            Tokens tokens = Tokens.of(TokensWatch.all(configured, read.tokens()));
            watch.over(file, configured, tokens, path);
            return tokens;
        }
        String reason = look instanceof TokensFile.Look.Unusable unusable ? unusable.reason() : "cannot be used";
        throw wrong(TOKENS, path + ": " + reason);
    }

    /**
     * Returns the hosts of this server.
     *
     * @throws ConfigurationException if a value is not a host; the message names the key
     */
    @Produces
    @Singleton
    public OwnHosts hosts(ListenAddress address) {
        try {
            return OwnHosts.of(access.http().hosts().orElse(List.of()), address.isLoopback());
        } catch (IllegalArgumentException wrong) {
            throw wrong(HOSTS, wrong.getMessage());
        }
    }

    /** Returns what access depends on besides tokens. */
    @Produces
    @Singleton
    public AccessSettings settings() {
        return new AccessSettings(access.metrics().isPublic(), access.audit());
    }

    /** Returns the counts of refused requests. */
    @Produces
    @Singleton
    public Refusals refusals() {
        return new Refusals();
    }

    /**
     * Checks that the server is not open to other machines by mistake.
     *
     * @throws ConfigurationException if it is; the message names the keys
     */
    void check(@Observes StartupEvent event, Tokens tokens, ListenAddress address) {
        if (access.tls().clientAuth() != AccessConfiguration.ClientCertificates.NONE && !usesTls()) {
            throw wrong(
                    CLIENT_AUTH,
                    "needs TLS. Set quarkus.http.ssl.certificate.files and quarkus.http.ssl.certificate.key-files, or"
                            + " other keys of quarkus.http.ssl.certificate or quarkus.tls.");
        }
        if (!tokens.isRequired() && !address.isLoopback() && !access.insecure()) {
            throw wrong(
                    INSECURE,
                    "the server would listen on " + address.host() + " (quarkus.http.host) and require no token. Set "
                            + TOKEN + " or " + TOKENS + ", or accept with " + INSECURE
                            + "=true that anyone who can connect may read and change everything.");
        }
        watch.start();
    }

    /** Returns whether a key has a value, even if that is empty, which others take for none. */
    private boolean isGiven(String key) {
        ConfigValue value = config.getConfigValue(key);
        return value != null && value.getSourceName() != null;
    }

    /** Returns whether a certificate of the server's own is configured. */
    private boolean usesTls() {
        for (String key : config.getPropertyNames()) {
            if (CERTIFICATE.matcher(key).matches() && config.getConfigValue(key).getValue() != null) {
                return true;
            }
        }
        return false;
    }

    private static ConfigurationException wrong(String key, @Nullable String message) {
        return new ConfigurationException(key + ": " + message, Set.of(key));
    }
}
