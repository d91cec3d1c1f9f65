package org.arenas.actors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jackson that a record is made by its canonical constructor, as the Jackson of Akka 2.6 is older than records. A record
 * that names a creator of its own keeps it.
 */
final class RecordCreators extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
        return annotated instanceof AnnotatedConstructor constructor
                        && isCanonical(constructor.getAnnotated())
                        && !hasCreator(constructor.getDeclaringClass())
                ? JsonCreator.Mode.PROPERTIES
                : null;
    }

    @Override
    public @Nullable String findImplicitPropertyName(AnnotatedMember member) {
        return member instanceof AnnotatedParameter parameter
                        && parameter.getOwner() instanceof AnnotatedConstructor constructor
                        && isCanonical(constructor.getAnnotated())
                ? constructor
                        .getDeclaringClass()
                        .getRecordComponents()[parameter.getIndex()]
                        .getName()
                : null;
    }

    private static boolean isCanonical(Constructor<?> constructor) {
        RecordComponent[] components = constructor.getDeclaringClass().getRecordComponents();
        return components != null
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Arrays.stream(components).map(RecordComponent::getType).toArray());
    }

    private static boolean hasCreator(Class<?> type) {
        return Stream.<AnnotatedElement[]>of(type.getDeclaredConstructors(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .anyMatch(element -> element.isAnnotationPresent(JsonCreator.class));
    }
}
