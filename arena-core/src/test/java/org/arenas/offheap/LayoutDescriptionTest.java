package org.arenas.offheap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.arenas.error.DamagedLayoutException;
import org.junit.jupiter.api.Test;

/** Descriptions of layouts, and bytes that are none; {@code -Darenas.test.seed} repeats a run. */
@SuppressWarnings("ArrayRecordComponent") // They are what is tested.
class LayoutDescriptionTest {
    private static final long SEED = Long.getLong("arenas.test.seed", System.nanoTime());
    private static final int ROUNDS = 50_000;

    enum Side {
        BUY,
        SELL
    }

    record Part(byte number, @Length(3) char[] chars) {}

    record Quote(long id, Side side, @Length(5) String symbol, Part part, Handle<Quote> next) {}

    private final LayoutDescription description = RecordLayout.of(Quote.class).description();
    private final byte[] bytes = description.bytes();

    @Test
    void shouldHaveTheseBytesInEveryJvm() {
        String expected = "414c5931" // ALY1
                + "0500" + hex("Quote") + "30000000" + "0500"
                + "0200" + hex("id") + "00000000" + "05"
                + "0400" + hex("side") + "08000000" + "10" + "0400" + hex("Side")
                + "02000000" + "0300" + hex("BUY") + "0400" + hex("SELL")
                + "0600" + hex("symbol") + "0a000000" + "11" + "05000000"
                + "0400" + hex("part") + "18000000" + "13"
                + "0400" + hex("Part") + "08000000" + "0200"
                + "0600" + hex("number") + "00000000" + "01"
                + "0500" + hex("chars") + "02000000" + "12" + "03" + "03000000"
                + "0400" + hex("next") + "20000000" + "14" + "0500" + hex("Quote");
        String actual = HexFormat.of().formatHex(bytes);

        assertThat(actual.substring(0, actual.length() - 16)).isEqualTo(expected);
        assertThat(description.schemaHash()).isEqualTo(0x1216_5C12_6A42_41A3L);
        assertThat(description.recordName()).isEqualTo("Quote");
        assertThat(description.size()).isEqualTo(48);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    @Test
    void shouldBeTheSameAfterParsing() {
        LayoutDescription parsed = LayoutDescription.parse(bytes);

        assertThat(parsed).isEqualTo(description).hasSameHashCodeAs(description).hasToString(description.toString());
        assertThat(parsed.bytes()).isEqualTo(bytes).isNotSameAs(bytes);
        assertThat(parsed.schemaHash()).isEqualTo(description.schemaHash());
        bytes[0]++;
        assertThat(parsed.bytes()).isEqualTo(description.bytes());
        assertThat(parsed).isNotEqualTo(RecordLayout.of(Part.class).description());
    }

    @Test
    void shouldRefuseEveryFlippedBit() {
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> LayoutDescription.parse(flipped)).isInstanceOf(DamagedLayoutException.class);
        }
    }

    @Test
    void shouldRefuseEveryTruncationAndAddition() {
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> LayoutDescription.parse(cut)).isInstanceOf(DamagedLayoutException.class);
            if (length >= 12) {
                byte[] signed = sign(cut);
                assertThatThrownBy(() -> LayoutDescription.parse(signed)).isInstanceOf(DamagedLayoutException.class);
            }
        }
        byte[] longer = sign(Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> LayoutDescription.parse(longer))
                .isInstanceOf(DamagedLayoutException.class)
                .hasMessageContaining("goes on where it should end");
        byte[] huge = sign(Arrays.copyOf(bytes, (1 << 20) + 1));
        assertThatThrownBy(() -> LayoutDescription.parse(huge))
                .isInstanceOf(DamagedLayoutException.class)
                .hasMessageContaining("no description has more than 1048576");
    }

    /** Somebody who writes wrong descriptions on purpose can make their hash right. */
    private static byte[] sign(byte[] bytes) {
        byte[] signed = bytes.clone();
        long hash = SchemaWriter.hash(signed, signed.length - Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            signed[signed.length - Long.BYTES + i] = (byte) (hash >>> (8 * i));
        }
        return signed;
    }

    @Test
    void shouldRefuseChangedBytesWithTheRightHashOrFindAnotherLayout() {
        Random random = new Random(SEED);
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = bytes.clone();
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                int at = 4 + random.nextInt(changed.length - 12);
                changed[at] = switch (random.nextInt(4)) {
                    case 0 -> (byte) random.nextInt();
                    case 1 -> (byte) (changed[at] ^ (1 << random.nextInt(8)));
                    case 2 -> (byte) -1;
                    default -> (byte) random.nextInt(24);
                };
            }
            byte[] hostile = sign(changed);
            LayoutDescription parsed = parse(hostile);
            if (parsed != null) {
                found++;
                // What is accepted has one form only.
                assertThat(SchemaWriter.write(parsed.schema()))
                        .as("seed %d", SEED)
                        .isEqualTo(hostile);
                assertThat(parsed.size())
                        .isLessThanOrEqualTo(RecordSchema.LARGEST)
                        .isGreaterThan(0);
                assertThat(parsed.toString()).isNotEmpty();
            }
        }
        assertThat(found).as("seed %d", SEED).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
    }

    @Test
    void shouldRefuseRandomBytes() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            if (noise.length >= 12) {
                System.arraycopy(bytes, 0, noise, 0, 4);
                noise = sign(noise);
            }
            if (parse(noise) != null) {
                fail("accepted: seed=%d, bytes=%s", SEED, HexFormat.of().formatHex(noise));
            }
        }
    }

    private static LayoutDescription parse(byte[] hostile) {
        try {
            return LayoutDescription.parse(hostile);
        } catch (DamagedLayoutException e) {
            return null;
        } catch (Throwable e) {
            throw new AssertionError(
                    "seed=" + SEED + ", bytes=" + HexFormat.of().formatHex(hostile), e);
        }
    }

    @Test
    void shouldRefuseTwoOfOneName() {
        FieldType number = new FieldType.OfPrimitive(Primitive.INT);
        assertRefused("two fields have the name a", number, number);
        assertRefused("two constants have the same name", new FieldType.OfEnum("Side", List.of("BUY", "SELL", "BUY")));
    }

    private static void assertRefused(String why, FieldType... types) {
        RecordSchema.Builder places = new RecordSchema.Builder();
        for (FieldType type : types) {
            places.add("a", type);
        }
        byte[] hostile = SchemaWriter.write(places.build("R"));
        assertThatThrownBy(() -> LayoutDescription.parse(hostile))
                .isInstanceOf(DamagedLayoutException.class)
                .hasMessageContaining("why=" + why + ";");
    }

    @Test
    void shouldNotFollowRecordsForEver() {
        // A record whose only field is a record whose only field is …
        StringBuilder deep = new StringBuilder("414c5931");
        for (int i = 0; i < 20_000; i++) {
            deep.append("0100" + "52" + "08000000" + "0100" + "0100" + "66" + "00000000" + "13");
        }
        byte[] hostile = sign(HexFormat.of().parseHex(deep + "00".repeat(8)));

        assertThatThrownBy(() -> LayoutDescription.parse(hostile))
                .isInstanceOf(DamagedLayoutException.class)
                .hasMessageContaining("records are nested more than 32 deep");
    }
}
