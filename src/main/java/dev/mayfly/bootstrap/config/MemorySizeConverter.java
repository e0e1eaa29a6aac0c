package dev.mayfly.bootstrap.config;

import jakarta.annotation.Priority;
import org.eclipse.microprofile.config.spi.Converter;

/** A converter from a configuration value to a {@link MemorySize}. */
@Priority(200)
public final class MemorySizeConverter implements Converter<MemorySize> {
    private static final long serialVersionUID = 1L;

    @Override
    public MemorySize convert(String value) {
        return MemorySize.parse(value);
    }
}
