package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Holder;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R11 No hidden global lock")
@DisplayNameGeneration(RuleNames.class)
class R11NoHiddenGlobalLockTest {
    private static final List<JavaClass> LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.arenas").stream()
                    .filter(type -> !type.getPackageName().startsWith("org.arenas.stackfixture"))
                    .toList();

    private final Arena busy = Arena.create("busy");
    private final List<Arena> free = List.of(Arena.create("free 0"), Arena.create("free 1"), Arena.create("free 2"));

    @AfterEach
    void close() {
        busy.close();
        free.forEach(Arena::close);
    }

    @Test
    void shouldUseOtherArenasWhileOneIsHeldAndItsQueueIsFull() {
        try (Threads waiters = new Threads();
                Holder holder = Holder.of(busy)) {
            List<CompletionStage<Integer>> stages = fillTheQueue(waiters);

            useTheFreeOnes();

            assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
            holder.release();
            waiters.joinAll();
            stages.forEach(Arenas::join);
        }
    }

    @Test
    void shouldUseOtherArenasWhileOneIsClosingAndItsReadersStay() {
        try (Holder holder = Holder.shared(busy)) {
            busy.close();

            useTheFreeOnes();

            assertThat(holder.thread().isAlive()).isTrue();
        }
    }

    private List<CompletionStage<Integer>> fillTheQueue(Threads waiters) {
        List<CompletionStage<Integer>> stages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiters.start("writer " + i, () -> busy.borrow().close());
            waiters.start("reader " + i, () -> busy.borrowShared().close());
            waiters.start(
                    "group " + i, () -> Arenas.borrow(write(busy), read(busy)).close());
        }
        for (int i = 0; i < 100; i++) {
            int number = i;
            stages.add(Arenas.when(i % 2 == 0 ? write(busy) : read(busy)).call(b -> number));
        }
        Await.waiters(busy, 160);
        return stages;
    }

    /** With every kind of use, by several threads at once, while a look is taken at all of them. */
    private void useTheFreeOnes() {
        try (Threads threads = new Threads();
                Interpreter interpreter = Interpreter.create("interpreter")) {
            CyclicBarrier together = new CyclicBarrier(free.size());
            for (Arena arena : free) {
                threads.start("user of " + arena, () -> {
                    try (ExclusiveBorrow mine = arena.borrow()) {
                        Ref<Box> ref = mine.own(new Box(0));
                        // All of them are held at the same time.
                        together.await(20, TimeUnit.SECONDS);
                        mine.get(ref).increment();
                    }
                    for (int i = 0; i < 200; i++) {
                        arena.borrow().close();
                        arena.borrowShared().close();
                        Arenas.join(Arenas.when(write(arena)).run(b -> arena.assertHeld()));
                        interpreter.call(home -> null);
                    }
                    Arena.create("another").close();
                    Interpreter.create("another").close();
                    assertThat(Arenas.snapshot().busy())
                            .anySatisfy(seen -> assertThat(seen.id()).isEqualTo(busy.id()));
                });
            }
            threads.joinAll();
        }
    }

    @Test
    void shouldRunInterpretersWhileTheHomeOfAnotherIsHeld() {
        try (Interpreter held = Interpreter.create("held");
                Interpreter running = Interpreter.create("running");
                Holder holder = Holder.of(held.arena())) {
            CompletionStage<Integer> stuck = held.submit(home -> 1);
            int sum = 0;
            for (int i = 0; i < 500; i++) {
                sum += running.<Integer>call(home -> 1);
                sum += Arenas.join(running.<Integer>submit(home -> 1));
            }
            assertThat(sum).isEqualTo(1_000);
            assertThat(stuck.toCompletableFuture()).isNotDone();
            holder.release();
            assertThat(Arenas.join(stuck)).isEqualTo(1);
        }
    }

    /** What all arenas share may not make one wait for another: each of these has a reason. */
    @Test
    void shouldShareNothingElseThanThis() {
        Set<String> shared = new TreeSet<>();
        for (JavaClass type : LIBRARY) {
            for (JavaField field : type.getFields()) {
                if (field.getModifiers().contains(JavaModifier.STATIC) && isMutable(field)) {
                    shared.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }

        assertThat(shared)
                .containsExactlyInAnyOrder(
                        // Concurrent sets of what is live, changed when an arena or a thread comes or goes.
                        "ArenaLocks.LOCKS",
                        "Executions.STACKS",
                        // Numbers of arenas, channels, threads and carriers.
                        "ArenaLocks.NEXT_ID",
                        "BufferedChannel.NEXT_ID",
                        "Executions.NEXT_ID",
                        "Carriers.NUMBERS",
                        // The threads that run tasks, and the one that looks after what nobody waits for.
                        "Carriers.SHARED",
                        "SharedCarriers.LATER",
                        "Settings.DEFAULT",
                        "Watch.TIMER",
                        "Watch.POLLED",
                        // Interrupts items of a map that take too long.
                        "ItemWatch.TIMER",
                        // One of each thread.
                        "ExecutionStack.LOCAL",
                        "PoolDuty.CURRENT",
                        // Held by a thread that has found a cycle and is about to be the victim.
                        "WaitForGraph.CONFIRM",
                        // Filled by reports only.
                        "Crossing.REPORTED",
                        "Site.LIBRARY_CLASSES",
                        // What is known of a class, kept with the class: a look-up takes no lock.
                        "Copiers.SLOTS",
                        "Shapes.REGISTERED",
                        "Shapes.SHAPES",
                        "StateHash.FIELDS",
                        // The files that are open here, a concurrent map: who opens one waits for the same one alone.
                        "LiveFile.CHANNELS",
                        // Objects on their way, a concurrent set; those that were lost, a queue of one thread's own.
                        "Cargo.PENDING",
                        "Cargo.LOST",
                        "Cargo.handler",
                        // Given to tasks that do not print.
                        "OrderedTask.NOWHERE",
                        // Never changed.
                        "Containers.EMPTY",
                        "Copiers.OF_JDK",
                        "KnownTypes.COLLECTIONS",
                        "KnownTypes.IMMUTABLE",
                        "KnownTypes.MAPS",
                        "KnownTypes.OURS",
                        "KnownTypes.VIEWS");
    }

    private static boolean isMutable(JavaField field) {
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            return true;
        }
        JavaClass type = field.getRawType();
        String name = field.getOwner().getSimpleName() + "." + field.getName();
        return !(type.isPrimitive()
                || type.isEnum()
                || (type.isArray() && type.getComponentType().isEnum())
                || Set.of(
                                "java.lang.String",
                                "java.nio.file.Path",
                                "java.time.Duration",
                                "java.util.List",
                                "java.lang.invoke.VarHandle",
                                "java.lang.invoke.MethodHandle",
                                "org.slf4j.Logger")
                        .contains(type.getName())
                // Constants of the lock: immutable, or compared by identity only.
                || Set.of("Refusal.CLOSED", "Ready.DISPATCH", "Wait.FOREVER", "Wait.INTERRUPTIBLY", "Acquisition.NONE")
                        .contains(name)
                || Set.of("ArrayShape.INSTANCE", "Leaf.ALWAYS", "Shape.NO_PARTS", "Copying.OPEN", "Freezing.OPEN")
                        .contains(name)
                || Set.of(
                                "Case.DONE",
                                "Case.OVER",
                                "BootId.CURRENT",
                                "FixedTree.ABSENT",
                                "ItemBody.SKIPPED",
                                "None.INSTANCE",
                                "PoolTask.CLAIMED",
                                "SharedArena.NO_WAIT",
                                "TaskQueue.CLOSED",
                                "TaskQueue.TAKEN")
                        .contains(name)
                || field.getName().startsWith("$SwitchMap$"));
    }

    @Test
    void shouldHaveNoMonitorInTheLockAndNoneOnAClass() {
        assertThat(monitors(LIBRARY.stream()
                        .filter(type -> type.getPackageName().equals("org.arenas.lock"))
                        .toList()))
                .isEmpty();
        assertThat(classMonitors(LIBRARY)).isEmpty();
    }

    @Test
    void shouldNoticeAMonitor() {
        List<JavaClass> guilty = List.of(new ClassFileImporter().importClass(Guilty.class));

        assertThat(monitors(guilty)).hasSize(3);
        assertThat(classMonitors(guilty)).hasSize(2);
    }

    @SuppressWarnings("unused") // Read as bytecode.
    private static final class Guilty {
        static synchronized int onClass() {
            return 1;
        }

        int onClassInside() {
            synchronized (Guilty.class) {
                return 1;
            }
        }

        synchronized int onObject() {
            return 1;
        }
    }

    private static List<String> monitors(List<JavaClass> types) {
        return disassembled(types)
                .filter(line -> line.contains("monitorenter") || line.matches(".*\\bsynchronized\\b.*\\(.*"))
                .toList();
    }

    /** Monitors that all instances share. */
    private static List<String> classMonitors(List<JavaClass> types) {
        List<String> found = new ArrayList<>();
        String type = "";
        String pushed = "";
        for (String line : disassembled(types).toList()) {
            if (line.startsWith("Compiled from")) {
                type = line;
            }
            if ((line.contains("monitorenter") && pushed.matches(".*(ldc|getstatic).*"))
                    || line.matches(".*\\bstatic\\b.*\\bsynchronized\\b.*\\(.*")) {
                found.add(type + ": " + line);
            }
            // What the monitor is entered on is pushed, duplicated and stored just before.
            if (!line.contains("dup") && !line.contains("astore")) {
                pushed = line;
            }
        }
        return found;
    }

    private static Stream<String> disassembled(List<JavaClass> types) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        Stream<String> files = types.stream()
                .map(type -> new File(type.getSource().orElseThrow().getUri()).getPath());
        int status = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(errors),
                        Stream.concat(Stream.of("-c", "-p"), files).toArray(String[]::new));
        assertThat(status).as(errors.toString()).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("Compiled from")))
                .hasSameSizeAs(types);
        return out.toString().lines().map(String::strip);
    }
}
