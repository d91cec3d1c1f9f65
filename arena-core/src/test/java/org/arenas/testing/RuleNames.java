package org.arenas.testing;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Display names that carry the rule: {@code R03DeadAfterReleaseTest.shouldRejectGet} is "R3: should reject get". */
public final class RuleNames extends DisplayNameGenerator.Standard {
    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        return rule(testClass) + ": " + words(method.getName());
    }

    private static String rule(Class<?> testClass) {
        String name = testClass.getSimpleName();
        if (!name.matches("R[0-9]{2}.*")) {
            throw new IllegalArgumentException("class name does not begin with a rule, as R03 does: class=" + name);
        }
        return "R" + Integer.parseInt(name.substring(1, 3));
    }

    private static String words(String camelCase) {
        return camelCase
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
