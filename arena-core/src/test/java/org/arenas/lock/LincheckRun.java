package org.arenas.lock;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How the Lincheck tests run: random scenarios of operations, each many times, on real threads (stress) or under a scheduler
 * that tries one interleaving after the other (model checking).
 *
 * <p>The model checker knows parking as something that returns at any moment, so waits are checked like everything else; but
 * time stands still in it. What depends on time is therefore left to the stress mode: the hand-off after a millisecond, and
 * attempts with a time limit. Nor does it know of the thread of the {@link Watch}, on which a task depends that meets an
 * owner with a cheap release: the locks of model-checked behaviours begin strong. The switch is for jcstress.
 */
final class LincheckRun {
    private static final int LONGEST_SPIN = 5_000;

    static {
        // Otherwise it warns of every record and lambda that its snapshots of static fields cannot look into.
        System.setProperty("lincheck.logLevel", "ERROR");
    }

    private LincheckRun() {}

    static void stress(Class<?> operations, Class<?> specification) {
        new StressOptions()
                .minimizeFailedScenario(false)
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(4)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(specification)
                .check(operations);
    }

    static void modelCheck(Class<?> operations, Class<?> specification) {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                // A thread looks at the lock some hundred times before it parks.
                .loopBound(LONGEST_SPIN)
                // One thread's own business, and immutable: no interleaving to try.
                .addGuarantee(forClasses(
                                "org.arenas.lock.Execution",
                                "org.arenas.lock.ExecutionStack",
                                "org.arenas.lock.Executions",
                                "org.arenas.lock.Wait")
                        .allMethods()
                        .ignore())
                // Statistics.
                .addGuarantee(
                        forClasses("org.arenas.lock.Contention").allMethods().ignore())
                // Reads what others wrote, and no operation here can close a cycle of waits.
                .addGuarantee(
                        forClasses("org.arenas.lock.WaitForGraph").allMethods().ignore())
                .addGuarantee(forClasses("java.util.concurrent.ConcurrentLinkedQueue")
                        .allMethods()
                        .treatAsAtomic())
                .sequentialSpecification(specification)
                .check(operations);
    }
}
