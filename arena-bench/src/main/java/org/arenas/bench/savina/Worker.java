package org.arenas.bench.savina;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.arenas.Interpreter;
import org.arenas.Ref;

/** An interpreter with one object at home: what is an actor elsewhere. */
record Worker<S>(Interpreter interpreter, Ref<S> state) implements AutoCloseable {
    /** The state is the worker's from now on. */
    static <S> Worker<S> create(String name, S state) {
        Interpreter interpreter = Interpreter.create(name);
        return new Worker<>(interpreter, interpreter.call(home -> home.own(state)));
    }

    static <S> List<Worker<S>> create(int count, String name, IntFunction<S> state) {
        List<Worker<S>> workers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            workers.add(create(name, state.apply(i)));
        }
        return workers;
    }

    /** Does not wait. */
    void tell(Consumer<? super S> message) {
        interpreter.execute(home -> message.accept(home.get(state)));
    }

    /** Waits for the answer. */
    <R> R ask(Function<? super S, R> question) {
        return interpreter.call(home -> question.apply(home.get(state)));
    }

    @Override
    public void close() {
        interpreter.close();
    }

    static void close(List<? extends Worker<?>> workers) {
        workers.forEach(Worker::close);
    }
}
