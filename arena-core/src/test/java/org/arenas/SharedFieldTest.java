package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.arenas.error.NotShareableException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SharedFieldTest {
    @Test
    @DisplayName("R8: a shared field holds shareable values only")
    void shouldHoldShareableValuesOnly() {
        SharedField<Object> field = new SharedField<>(1);
        Object bad = new ArrayList<>();

        assertThatThrownBy(() -> new SharedField<>(bad)).isInstanceOf(NotShareableException.class);
        assertThatThrownBy(() -> field.set(bad)).isInstanceOf(NotShareableException.class);
        assertThatThrownBy(() -> field.compareAndSet(1, bad)).isInstanceOf(NotShareableException.class);
        assertThatThrownBy(() -> field.update(value -> bad))
                .isInstanceOf(NotShareableException.class)
                .hasMessageContaining("crossing=value of a SharedField")
                .hasMessageContaining("from=SharedFieldTest.");
        assertThat(field.get()).isEqualTo(1);
        field.set(null);
        assertThat(field.get()).isNull();
        field.set(List.of(1));
        assertThat(field).hasToString("SharedField([1])");
    }

    @Test
    void shouldCompareByEquals() {
        SharedField<String> field = new SharedField<>("a");

        assertThat(field.compareAndSet("b", "c")).isFalse();
        assertThat(field.compareAndSet(String.valueOf(new char[] {'a'}), "c")).isTrue();
        assertThat(field.compareAndSet("c", null)).isTrue();
        assertThat(field.compareAndSet(null, "d")).isTrue();
        assertThat(field.get()).isEqualTo("d");
    }

    @Test
    void shouldLoseNoUpdate() {
        SharedField<Integer> field = new SharedField<>(0);
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 3; i++) {
                threads.start("updater " + i, () -> {
                    for (int n = 0; n < 20_000; n++) {
                        assertThat(field.update(value -> value + 1)).isPositive();
                    }
                });
            }
            threads.joinAll();
        }
        assertThat(field.get()).isEqualTo(60_000);
    }
}
