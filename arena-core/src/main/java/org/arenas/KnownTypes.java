package org.arenas;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.Chronology;
import java.time.chrono.HijrahDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.HexFormat;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes of the JDK and of the library whose instances cannot be changed, or may be shared all the same. */
final class KnownTypes {
    /*
     * Classes that are not public are known by their instances: an instance is made, and its class is taken. No look is
     * taken into the JDK, and what a later JDK adds is not shareable until it stands here.
     */
    private static final Set<Class<?>> IMMUTABLE = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Class.class,
            BigDecimal.class,
            BigInteger.class,
            MathContext.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            MonthDay.class,
            OffsetDateTime.class,
            OffsetTime.class,
            Period.class,
            Year.class,
            YearMonth.class,
            ZonedDateTime.class,
            HijrahDate.class,
            JapaneseDate.class,
            MinguoDate.class,
            ThaiBuddhistDate.class,
            DateTimeFormatter.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            Pattern.class,
            HexFormat.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            Inet4Address.class,
            Inet6Address.class,
            InetSocketAddress.class,
            Comparator.naturalOrder().getClass(),
            Comparator.reverseOrder().getClass(),
            String.CASE_INSENSITIVE_ORDER.getClass());

    /** May be used by any thread at any time. */
    private static final Set<Class<?>> OURS = Set.of(
            Ref.class,
            Moved.class,
            Frozen.class,
            FrozenList.class,
            FrozenSet.class,
            FrozenMap.class,
            SharedField.class,
            Access.class,
            Arena.class,
            Interpreter.class,
            InterpreterLocal.class,
            When.class,
            Outcome.class);

    /** Immutable themselves, if they are classes of the JDK. */
    private static final List<Class<?>> IMMUTABLE_KINDS =
            List.of(ZoneId.class, Charset.class, Path.class, Chronology.class);

    private static final Set<Class<?>> COLLECTIONS = classesOf(
            List.of(),
            List.of(1),
            List.of(1, 2, 3),
            List.of(1, 2, 3).subList(1, 2),
            List.copyOf(List.of(1, 2)),
            Stream.of(1, 2).toList(),
            Stream.empty().toList(),
            Set.of(),
            Set.of(1),
            Set.of(1, 2, 3),
            Collections.emptyList(),
            Collections.emptySet(),
            Collections.singletonList(1),
            Collections.singleton(1));

    private static final Set<Class<?>> MAPS = classesOf(
            Map.of(), Map.of(1, 1), Map.of(1, 1, 2, 2), Collections.emptyMap(), Collections.singletonMap(1, 1));

    @SuppressWarnings("JdkObsolete") // The view of a list without random access is of another class.
    private static final Set<Class<?>> VIEWS = classesOf(
            Collections.unmodifiableCollection(new ArrayList<>()),
            Collections.unmodifiableList(new ArrayList<>()),
            Collections.unmodifiableList(new LinkedList<>()),
            Collections.unmodifiableSet(new TreeSet<>()),
            Collections.unmodifiableSortedSet(new TreeSet<>()),
            Collections.unmodifiableNavigableSet(new TreeSet<>()),
            Collections.unmodifiableMap(new TreeMap<>()),
            Collections.unmodifiableSortedMap(new TreeMap<>()),
            Collections.unmodifiableNavigableMap(new TreeMap<>()),
            Arrays.asList(1, 2));

    private KnownTypes() {}

    private static Set<Class<?>> classesOf(Object... samples) {
        return Stream.of(samples).map(Object::getClass).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isImmutable(Class<?> type) {
        return IMMUTABLE.contains(type)
                || OURS.contains(type)
                || (isOfJdk(type) && IMMUTABLE_KINDS.stream().anyMatch(kind -> kind.isAssignableFrom(type)));
    }

    static boolean isImmutableCollection(Class<?> type) {
        return COLLECTIONS.contains(type);
    }

    static boolean isImmutableMap(Class<?> type) {
        return MAPS.contains(type);
    }

    /** True for unmodifiable views of collections that others may modify. */
    static boolean isView(Class<?> type) {
        return VIEWS.contains(type);
    }

    private static boolean isOfJdk(Class<?> type) {
        return Objects.equals(type.getModule(), Object.class.getModule());
    }
}
