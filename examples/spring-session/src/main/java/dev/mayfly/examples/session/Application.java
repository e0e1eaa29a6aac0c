package dev.mayfly.examples.session;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.web.client.RestClient;

/** An application with a login, whose sessions are in Mayfly. */
@SpringBootApplication
@EnableSpringHttpSession
public class Application {
    @Value("${mayfly.store:default}")
    private String store;

    /** Starts the application. */
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    @Bean
    RestClient mayfly(@Value("${mayfly.url:http://localhost:8080}") String url, @Value("${mayfly.token:}") String token) {
        RestClient.Builder builder = RestClient.builder().baseUrl(url);
        return (token.isEmpty() ? builder : builder.defaultHeader("Authorization", "Bearer " + token)).build();
    }

    @Bean
    MayflySessionRepository sessions(RestClient mayfly) {
        return new MayflySessionRepository(mayfly, store);
    }

    @Bean
    MayflySessionEvents sessionEvents(
            RestClient mayfly, MayflySessionRepository sessions, ApplicationEventPublisher publisher) {
        return new MayflySessionEvents(mayfly, store, sessions, publisher);
    }
}
