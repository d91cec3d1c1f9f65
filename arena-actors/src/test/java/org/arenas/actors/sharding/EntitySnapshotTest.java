package org.arenas.actors.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.arenas.actors.ActorArenaSettings;
import org.arenas.actors.ArenasExtension;
import org.arenas.actors.MessageCheck;
import org.arenas.error.EntityViolations;
import org.arenas.testing.Await;
import org.arenas.testing.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The snapshots of an entity")
class EntitySnapshotTest {
    private static final SnapshotStore.EntityKey A = new SnapshotStore.EntityKey("tally", "a");

    private final TestCluster cluster = new TestCluster("snapshots");
    private final MemoryStore store = new MemoryStore();
    private final FailingState state = new FailingState();
    private ActorSystem<Void> node;

    /** A state whose writer and reader fail when told to. */
    private static final class FailingState implements ArenaState<Tally> {
        private final ArenaState<Tally> real = Tally.state();
        private volatile boolean writing = true;
        private volatile boolean reading = true;

        @Override
        public Tally create(String id) {
            return real.create(id);
        }

        @Override
        public byte[] write(Tally object) throws IOException {
            if (!writing) {
                throw new IOException("no words");
            }
            return real.write(object);
        }

        @Override
        public Tally read(String id, byte[] bytes) throws IOException {
            if (!reading) {
                throw new UncheckedIOException(new IOException("no glasses"));
            }
            return real.read(id, bytes);
        }
    }

    @BeforeEach
    void start() {
        node = cluster.start();
        ActorArenaSettings checked = ArenasExtension.get(node).defaults().withCheck(MessageCheck.FAIL);
        ArenaSharding.init(
                node,
                Tally.entity(state).withStore(store).withArena(checked).withPassivateAfter(Duration.ofMillis(200)));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void add(long amount) {
        Tally.of(node, "a").tell(new Tally.Add(amount));
    }

    private boolean isPassive() {
        return ArenasExtension.get(node).actors().isEmpty();
    }

    @Test
    @DisplayName("fail whoever saves if the state cannot be written, and the entity goes on")
    void shouldTellThatStateCannotBeWritten() {
        add(5);
        Tally.get(node, "a");
        state.writing = false;
        assertThat(Tally.save(node, "a"))
                .isEqualTo("state of an entity cannot be written: entity=tally/a, why=(java.io.IOException: no words);"
                        + " correct the writer, the last snapshot stays as it was");
        assertThat(Tally.get(node, "a").sum()).isEqualTo(5);
    }

    @Test
    @DisplayName("keep an entity whose state cannot be written from being passivated, until it can")
    void shouldNotPassivateWhatCannotBeWritten() {
        add(5);
        Tally.get(node, "a");
        state.writing = false;
        try (CapturedLog log = CapturedLog.of(ArenaSharding.class.getName())) {
            Await.until("tried", () -> log.messages().stream().anyMatch(m -> m.contains("entity stays")));
        }
        assertThat(isPassive()).isFalse();
        state.writing = true;
        Await.until("passivated", this::isPassive);
        assertThat(Tally.get(node, "a").sum()).isEqualTo(5);
    }

    @Test
    @DisplayName("keep an entity that was to be passivated if they are not stored, until they are")
    void shouldNotPassivateWhatIsNotStored() {
        add(5);
        Tally.get(node, "a");
        store.failSave(EntityViolations.notStored("tally/a", 1, "as told"));
        try (CapturedLog log = CapturedLog.of(ArenaSharding.class.getName())) {
            Await.until("passivated", this::isPassive);
            assertThat(log.messages()).containsExactly("entity stays, as its state was not saved: entity=tally/a");
        }
        assertThat(Tally.get(node, "a").sum()).isEqualTo(5);
    }

    @Test
    @DisplayName("keep an entity from being stopped until its state was written")
    void shouldNotStopWhatCannotBeWritten() {
        add(5);
        Tally.get(node, "a");
        state.writing = false;
        ActorSystem<Void> other = cluster.start();
        try (CapturedLog log = CapturedLog.of(ArenaSharding.class.getName())) {
            ArenaSharding.init(other, Tally.entity(state).withStore(store).withoutPassivation());
            CompletionStage<Void> left = leaveLater(node);
            Await.until("tried", () -> log.messages().stream().anyMatch(m -> m.contains("does not stop yet")));
            state.writing = true;
            Tally.get(left);
        }
        assertThat(Tally.get(other, "a").sum()).isEqualTo(5);
    }

    private CompletionStage<Void> leaveLater(ActorSystem<Void> leaving) {
        return CompletableFuture.runAsync(() -> cluster.leave(leaving));
    }

    @Test
    @DisplayName("fail the start of an entity if they cannot be read, and stay as they are")
    void shouldNotStartWithWhatCannotBeRead() {
        add(5);
        assertThat(Tally.save(node, "a")).isEqualTo("saved");
        Await.until("passivated", this::isPassive);
        Snapshot before = store.stored.get(A);
        state.reading = false;
        int loads = store.loads.get();
        add(1);
        Await.until("tried", () -> store.loads.get() > loads && isPassive());
        assertThat(store.stored.get(A)).isEqualTo(before);
        state.reading = true;
        assertThat(Tally.get(node, "a").sum()).isEqualTo(5);
    }

    @Test
    @DisplayName("are asked for until the store answers, while messages wait")
    void shouldWaitForTheStore() {
        store.failLoad(EntityViolations.notLoaded("tally/a", "as told"));
        store.failLoad(new IllegalStateException("as told"));
        store.failSave(new IllegalStateException("at once, as told"));
        add(1);
        add(2);
        assertThat(Tally.get(node, "a").sum()).isEqualTo(3);
        assertThat(store.loads).hasValueGreaterThanOrEqualTo(4);
    }

    @Test
    @DisplayName(
            "are waited for by an entity that is told to stop while it starts, and its messages are processed first")
    void shouldProcessBeforeItStops() {
        store.hold();
        add(1);
        store.awaitHeld(1);
        add(2);
        ActorSystem<Void> other = cluster.start();
        ArenaSharding.init(other, Tally.entity(state).withStore(store).withoutPassivation());
        CompletionStage<Void> left = leaveLater(node);
        Await.until(
                "leaving",
                () -> CoordinatedShutdown.get(node).getShutdownReason().isPresent());
        add(4);
        store.release();
        Tally.get(left);
        assertThat(Tally.get(other, "a").sum()).isBetween(3L, 7L);
    }

    @Test
    @DisplayName("are one for all that ask while another is on its way")
    void shouldShareASave() {
        Tally.get(node, "a");
        int before = store.saves.get();
        store.hold();
        add(1);
        CompletionStage<String> first = Tally.of(node, "a").ask(Tally.Save::new, Tally.PATIENCE);
        store.awaitHeld(1);
        List<CompletionStage<String>> others = Stream.generate(() -> {
                    add(1);
                    return Tally.of(node, "a").ask(Tally.Save::new, Tally.PATIENCE);
                })
                .limit(10)
                .toList();
        assertThat(Tally.get(node, "a").sum()).isEqualTo(11);
        assertThat(first.toCompletableFuture()).isNotDone();
        store.release();
        assertThat(Tally.get(first)).isEqualTo("saved");
        others.forEach(save -> assertThat(Tally.get(save)).isEqualTo("saved"));
        assertThat(store.saves.get() - before).isEqualTo(2);
    }

    @Test
    @DisplayName("are not stored again when nothing has changed")
    void shouldNotSaveWhatHasNotChanged() {
        add(1);
        assertThat(Tally.save(node, "a")).isEqualTo("saved");
        int before = store.saves.get();
        assertThat(Tally.save(node, "a")).isEqualTo("saved");
        Await.until("passivated", this::isPassive);
        assertThat(store.saves.get()).isEqualTo(before);
    }

    @Test
    @DisplayName("are stored again after a failure, even if the state is that of the last one that was stored")
    void shouldSaveAgainAfterFailure() {
        Tally.get(node, "a");
        add(1);
        store.failSave(EntityViolations.notStored("tally/a", 1, "as told"));
        assertThat(Tally.save(node, "a")).contains("why=(as told)");
        add(-1);
        int before = store.saves.get();
        assertThat(Tally.save(node, "a")).isEqualTo("saved");
        assertThat(store.saves.get() - before).isEqualTo(1);
    }

    @Test
    @DisplayName("R1: of an entity that was started elsewhere since are refused, and it stops")
    void shouldStopWhatHasASuccessor() {
        add(1);
        Tally.Seen old = Tally.get(node, "a");
        Snapshot mine = store.stored.get(A);
        Snapshot theirs = new Snapshot(Snapshot.firstVersionAfter(mine.version()), mine.state());
        store.stored.put(A, theirs);
        assertThat(Tally.save(node, "a"))
                .isEqualTo("entity has a successor: entity=tally/a, version=" + (mine.version() + 1) + ", stored="
                        + theirs.version() + "; send to the entity again, its successor answers");
        Tally.Seen next = Tally.get(node, "a");
        assertThat(next.arena()).isNotEqualTo(old.arena());
        assertThat(next.sum()).isEqualTo(0);
    }

    @Test
    @DisplayName("of a later start have higher versions than all of an earlier one")
    void shouldCountStarts() {
        Tally.get(node, "a");
        long first = store.stored.get(A).version();
        add(1);
        assertThat(Tally.save(node, "a")).isEqualTo("saved");
        assertThat(store.stored.get(A).version()).isEqualTo(first + 1);
        Await.until("passivated", this::isPassive);
        Tally.get(node, "a");
        assertThat(store.stored.get(A).version()).isGreaterThanOrEqualTo(first + (1L << 32));
    }
}
