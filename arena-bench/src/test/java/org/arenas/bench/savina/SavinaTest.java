package org.arenas.bench.savina;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the suite with small parameters; every run checks its own result. */
class SavinaTest {
    private static final int RUNS = 3;

    @ParameterizedTest
    @EnumSource(Model.class)
    void shouldGiveTheRightResultInEveryRun(Model model) throws Exception {
        try (Model.Stage stage = model.open()) {
            assertAll(Arrays.stream(Suite.values()).map(each -> inAllRuns(stage, each)));
        }
    }

    private static Executable inAllRuns(Model.Stage stage, Suite each) {
        return () -> {
            for (int run = 0; run < RUNS; run++) {
                try {
                    stage.run(each.small());
                } catch (Exception e) {
                    throw new AssertionError("failed: benchmark=" + each + ", run=" + run, e);
                }
            }
        };
    }

    @Test
    void shouldNotAcceptAnotherResult() {
        assertThrows(IllegalStateException.class, () -> Results.check("count", 2, 1));
    }
}
