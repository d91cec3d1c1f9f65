package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FileOptionsTest {
    @Test
    void shouldBeWhatIsUsualUnlessToldOtherwise() {
        FileOptions options = FileOptions.of(8_193);

        assertThat(options).isEqualTo(new FileOptions(12_288, 12_288, true, Duration.ofSeconds(30)));
        assertThat(options.maximum(1 << 20).journal(false).patience(Duration.ZERO))
                .isEqualTo(new FileOptions(12_288, 1 << 20, false, Duration.ZERO));
        assertThat(options.maximum()).isEqualTo(12_288);
    }

    @Test
    void shouldRefuseWhatIsImpossible() {
        FileOptions options = FileOptions.of(1 << 20);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileOptions.of(8_191))
                .withMessage("size is impossible: bytes=8191, maximum=8191; use at least 8192, at most 4398046511104,"
                        + " and a maximum that is not less than the size");
        assertThatIllegalArgumentException().isThrownBy(() -> options.maximum((1 << 20) - 1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.maximum((1L << 42) + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> FileOptions.of(Long.MAX_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.patience(Duration.ofNanos(-1)))
                .withMessage(
                        "patience is negative: patience=PT-0.000000001S; use zero for a borrow that does not wait");
        assertThatNullPointerException().isThrownBy(() -> new FileOptions(8_192, 8_192, true, null));
        assertThat(FileOptions.of(1L << 42).bytes()).isEqualTo(1L << 42);
    }
}
