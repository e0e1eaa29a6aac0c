package dev.mayfly.testing;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedFields;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Gives stores to the fields and parameters that are marked with {@link MayflyStore}. */
final class MayflyStoreExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private static final Predicate<Field> STATIC = field -> Modifier.isStatic(field.getModifiers());

    @Override
    public void beforeAll(ExtensionContext context) {
        for (Field field : fields(context.getRequiredTestClass(), STATIC)) {
            set(field, null, TestStores.ofClass(context).get(order(field)));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            for (Field field : fields(instance.getClass(), STATIC.negate())) {
                set(
                        field,
                        instance,
                        stores(field.getAnnotation(MayflyStore.class), context).get(order(field)));
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(MayflyStore.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        MayflyStore wish = parameter.findAnnotation(MayflyStore.class).orElseThrow();
        if (parameter.getDeclaringExecutable() instanceof Constructor<?> constructor && !wish.perClass()) {
            throw new ExtensionConfigurationException("A store of a test cannot be given to the constructor of "
                    + constructor.getDeclaringClass().getName()
                    + "; use a field or a parameter of the test, or perClass = true");
        }
        TestStore store = stores(wish, context).get(StoreOrder.of(wish));
        return as(parameter.getParameter().getType(), store, parameter.getParameter());
    }

    private static TestStores stores(MayflyStore wish, ExtensionContext context) {
        return wish.perClass() ? TestStores.ofClass(context) : TestStores.of(context);
    }

    private static StoreOrder order(Field field) {
        return StoreOrder.of(field.getAnnotation(MayflyStore.class));
    }

    /** Returns the marked fields of a class, those of forks last, since they may be of one of the others. */
    private static List<Field> fields(Class<?> type, Predicate<Field> which) {
        return findAnnotatedFields(type, MayflyStore.class, which, HierarchyTraversalMode.TOP_DOWN).stream()
                .sorted(Comparator.comparing(field -> order(field).isFork()))
                .toList();
    }

    private static void set(Field field, Object instance, TestStore store) {
        Object value = as(field.getType(), store, field);
        try {
            field.setAccessible(true);
            field.set(instance, value);
        } catch (ReflectiveOperationException refused) {
            throw new ExtensionConfigurationException("The field " + field + " cannot be set", refused);
        }
    }

    private static Object as(Class<?> type, TestStore store, Object target) {
        if (type == TestStore.class) {
            return store;
        }
        if (type == URI.class) {
            return store.uri();
        }
        throw new ExtensionConfigurationException(target + " cannot be a store: @MayflyStore is for "
                + URI.class.getName() + " and " + TestStore.class.getName());
    }
}
