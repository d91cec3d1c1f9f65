package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.arenas.error.NotMappableException;
import org.junit.jupiter.api.Test;

/** Record classes that have no layout, and why. */
@SuppressWarnings("ArrayRecordComponent") // They are what is tested.
class RecordMapperTest {
    enum Side {
        BUY,
        SELL
    }

    enum Nothing {}

    record Empty() {}

    record OfList(List<String> values) {}

    record OfBox(Integer value) {}

    record OfObjects(@Length(3) String[] values) {}

    record Generic<T>(T value) {}

    record TextWithoutLength(String text) {}

    record ArrayWithoutLength(int[] values) {}

    record NumberWithLength(@Length(3) int value) {}

    record NoRoom(@Length(0) String text) {}

    record TooMuch(@Length(65_537) byte[] bytes) {}

    record TooLarge(int first, @Length(8_192) long[] values) {}

    record Largest(@Length(8_192) long[] values) {}

    record LongestText(@Length(65_534) String text) {}

    record Recursive(int value, Recursive next) {}

    record Left(Right right) {}

    record Right(Left left) {}

    record OfNothing(Nothing nothing) {}

    record OfAnything(Handle<?> link) {}

    record RawHandle(@SuppressWarnings("rawtypes") Handle link) {}

    record BadNumber(@IfAbsent("1.5") int value) {}

    record BadConstant(@IfAbsent("KEEP") Side side) {}

    record BadBoolean(@IfAbsent("yes") boolean value) {}

    record BadChar(@IfAbsent("ab") char value) {}

    record BadText(@Length(2) @IfAbsent("abc") String value) {}

    record BadArray(@Length(2) @IfAbsent("0") int[] value) {}

    record Outer(int value, Middle middle) {}

    record Middle(@Length(2) String text, OfList list) {}

    record Linked(int value, Handle<Linked> next) {}

    private static void assertRefused(Class<? extends Record> type, String path, String why) {
        NotMappableException refused = catchThrowableOfType(NotMappableException.class, () -> RecordLayout.of(type));
        assertThat(refused).as("%s", type).isNotNull().hasMessageContaining("why=" + why);
        assertThat(refused.path()).isEqualTo(path);
    }

    @Test
    void shouldSayWhichComponentCannotBeKeptAndWhy() {
        assertRefused(Empty.class, "empty", "has no components;");
        assertRefused(OfList.class, "ofList.values", "has no fixed place in bytes;");
        assertRefused(OfBox.class, "ofBox.value", "has no fixed place in bytes;");
        assertRefused(OfObjects.class, "ofObjects.values", "has a @Length, which is for String and arrays;");
        assertRefused(Generic.class, "generic.value", "has no fixed place in bytes;");
        assertRefused(OfNothing.class, "ofNothing.nothing", "has no constants;");
        assertRefused(OfAnything.class, "ofAnything.link", "does not say to what it leads (Handle<Quote> does);");
        assertRefused(RawHandle.class, "rawHandle.link", "does not say to what it leads (Handle<Quote> does);");
        assertRefused(Record.class, "record", "is no record class;");
        assertRefused(Outer.class, "outer.middle.list.values", "has no fixed place in bytes;");
    }

    @Test
    void shouldWantALengthWhereThereIsNone() {
        assertRefused(TextWithoutLength.class, "textWithoutLength.text", "has no @Length;");
        assertRefused(ArrayWithoutLength.class, "arrayWithoutLength.values", "has no @Length;");
        assertRefused(
                NumberWithLength.class, "numberWithLength.value", "has a @Length, which is for String and arrays;");
        assertRefused(NoRoom.class, "noRoom.text", "has a @Length of 0;");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        assertRefused(TooMuch.class, "tooMuch.bytes", "has a @Length of 65537;");
        assertRefused(TooLarge.class, "tooLarge.values", "ends beyond the largest record, of 65536 bytes;");
        assertThat(RecordLayout.of(Largest.class).size()).isEqualTo(65_536);
        assertThat(RecordLayout.of(LongestText.class).size()).isEqualTo(65_536);
    }

    @Test
    void shouldRefuseRecordsThatAreAPartOfThemselves() {
        assertRefused(Recursive.class, "recursive.next", "is a part of itself (a Handle leads to another one);");
        assertRefused(Left.class, "left.right.left", "is a part of itself (a Handle leads to another one);");
        assertThat(RecordLayout.of(Linked.class).size()).isEqualTo(24);
    }

    @Test
    void shouldVerifyAbsentValuesBeforeTheyAreNeeded() {
        assertRefused(BadNumber.class, "badNumber.value", "has an @IfAbsent(\"1.5\") that is no value of its type;");
        assertRefused(
                BadConstant.class, "badConstant.side", "has an @IfAbsent(\"KEEP\") that is no value of its type;");
        assertRefused(BadBoolean.class, "badBoolean.value", "has an @IfAbsent(\"yes\") that is no value of its type;");
        assertRefused(BadChar.class, "badChar.value", "has an @IfAbsent(\"ab\") that is no value of its type;");
        assertRefused(BadText.class, "badText.value", "has an @IfAbsent(\"abc\") that is no value of its type;");
        assertRefused(BadArray.class, "badArray.value", "has an @IfAbsent(\"0\") that is no value of its type;");
    }
}
