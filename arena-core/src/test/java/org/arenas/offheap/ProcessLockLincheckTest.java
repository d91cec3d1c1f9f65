package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lock between processes is linearizable, and what is not is rejected. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ProcessLockLincheckTest {
    private static void stress(Class<?> operations, int invocations) {
        new StressOptions()
                .minimizeFailedScenario(false)
                .iterations(6)
                .invocationsPerIteration(invocations)
                .threads(2)
                .actorsPerThread(4)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(ProcessLockOperations.Model.class)
                .check(operations);
    }

    private static void modelCheck(Class<?> operations) {
        new ModelCheckingOptions()
                .minimizeFailedScenario(false)
                .iterations(6)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(1)
                .loopBound(5_000)
                .sequentialSpecification(ProcessLockOperations.Model.class)
                .check(operations);
    }

    @Test
    @DisplayName("Processes have the arena one after the other, on real threads")
    void shouldBeHeldByOneAfterTheOtherUnderStress() {
        stress(ProcessLockOperations.class, 150);
    }

    @Test
    @DisplayName("Processes have the arena one after the other, in every interleaving tried")
    void shouldBeHeldByOneAfterTheOtherInTheModelChecker() {
        modelCheck(ProcessLockOperations.class);
    }

    @Test
    @DisplayName("The dead keep nothing, on real threads")
    void shouldBeTakenFromTheDeadUnderStress() {
        // Each waits until it is time to look whether the owner lives.
        stress(ProcessLockOperations.AfterADeath.class, 40);
    }

    @Test
    @DisplayName("A reader that does not look again is rejected, in the model checker")
    void shouldRejectForgetfulReaderInTheModelChecker() {
        assertThatThrownBy(() -> modelCheck(ProcessLockOperations.ForgetfulReader.class))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
