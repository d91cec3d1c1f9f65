package org.arenas.actors.sharding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records for Jackson as old as Akka's, which knows none: they are made by their canonical constructor, whose parameters are
 * their components, be it only one. Made by name, from the configuration of the serializer {@code arenas-cbor}.
 */
public final class RecordModule extends Module {
    /** Made by Akka. */
    public RecordModule() {}

    @Override
    public String getModuleName() {
        return "arenas-records";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.insertAnnotationIntrospector(new Introspector());
    }

    private static final class Introspector extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable String findImplicitPropertyName(AnnotatedMember member) {
            if (member instanceof AnnotatedParameter parameter
                    && parameter.getOwner() instanceof AnnotatedConstructor owner
                    && isCanonical(owner.getAnnotated())) {
                return owner.getDeclaringClass()
                        .getRecordComponents()[parameter.getIndex()]
                        .getName();
            }
            return null;
        }

        @Override
        public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedConstructor constructor && isCanonical(constructor.getAnnotated())
                    ? JsonCreator.Mode.PROPERTIES
                    : null;
        }

        private static boolean isCanonical(Constructor<?> constructor) {
            Class<?> type = constructor.getDeclaringClass();
            return type.isRecord()
                    && Arrays.equals(
                            constructor.getParameterTypes(),
                            Arrays.stream(type.getRecordComponents())
                                    .map(RecordComponent::getType)
                                    .toArray());
        }
    }
}
