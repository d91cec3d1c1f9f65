package org.arenas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a {@link Moved} stands for; outlives it, to tell if nobody takes the object. */
final class Cargo extends PhantomReference<Moved<?>> {
    /*
     * object   not null → null by whoever takes it, once (getAndSet). Volatile: what was done before the move is seen by
     *          who takes it.
     * PENDING  keeps each cargo reachable until it is taken or its Moved is lost. Concurrent: moves between different
     *          arenas do not meet in it.
     */
    private static final Logger LOG = LoggerFactory.getLogger(Moved.class);
    private static final VarHandle OBJECT;
    private static final ReferenceQueue<Moved<?>> LOST = new ReferenceQueue<>();
    private static final Set<Cargo> PENDING = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Consumer<? super Moved<?>> handler;

    static {
        try {
            OBJECT = MethodHandles.lookup().findVarHandle(Cargo.class, "object", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        Thread thread = new Thread(Cargo::watch, "arenas-unaccepted");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private volatile @Nullable Object object;
    private final Move move;
    private final String type;
    private final boolean reported;

    Cargo(Moved<?> handle, Object object, Move move, boolean reported) {
        super(handle, LOST);
        this.object = object;
        this.move = move;
        this.type = object.getClass().getName();
        this.reported = reported;
        PENDING.add(this);
    }

    static void setHandler(@Nullable Consumer<? super Moved<?>> newHandler) {
        handler = newHandler;
    }

    boolean isTaken() {
        return object == null;
    }

    Object take(Arena to) {
        Object taken = OBJECT.getAndSet(this, (Object) null);
        if (taken == null) {
            throw move.acceptedBefore();
        }
        move.setTo(to);
        PENDING.remove(this);
        return taken;
    }

    void giveBack(Object taken) {
        move.setTo(Move.NOT_ACCEPTED);
        PENDING.add(this);
        object = taken;
    }

    private static void watch() {
        for (; ; ) {
            try {
                ((Cargo) LOST.remove()).lost();
            } catch (InterruptedException e) {
                // Nobody but the end of the JVM ends this thread.
            } catch (Throwable e) {
                LOG.error("handler of unaccepted objects failed", e);
            }
        }
    }

    private void lost() {
        PENDING.remove(this);
        Object left = OBJECT.getAndSet(this, (Object) null);
        if (left == null || reported) {
            return;
        }
        Consumer<? super Moved<?>> present = handler;
        if (present != null) {
            present.accept(new Moved<>(left, move, true));
        } else {
            move.setTo("nobody");
            LOG.warn(
                    "moved object was never accepted: type={}, ref={}, by={}, at={}, ago={}; accept it, or free it instead"
                            + " of moving it",
                    type,
                    move.ref(),
                    move.by(),
                    move.at(),
                    move.ago());
        }
    }

    @Override
    public String toString() {
        return type + ", was " + move.ref();
    }
}
