package org.arenas.offheap;

import java.util.ArrayList;
import java.util.List;

/**
 * In what a stored layout differs from that of a record class, as far as that keeps the class from reading and writing what
 * is stored. Components and constants of enums that were added at the end do not.
 */
final class SchemaDiff {
    private final List<String> differences = new ArrayList<>();

    private SchemaDiff() {}

    /**
     * {@return the differences, a text for each; none if the class can be used}
     *
     * @param stored what was written
     * @param wanted what the class would write
     */
    static List<String> of(RecordSchema stored, RecordSchema wanted) {
        SchemaDiff diff = new SchemaDiff();
        diff.name("record", stored.name(), wanted.name());
        diff.fields("", stored, wanted);
        return List.copyOf(diff.differences);
    }

    private void name(String what, String stored, String wanted) {
        if (!stored.equals(wanted)) {
            differences.add(what + " was " + stored + " and is " + wanted);
        }
    }

    private void fields(String prefix, RecordSchema stored, RecordSchema wanted) {
        int both = Math.min(stored.fields().size(), wanted.fields().size());
        for (int i = 0; i < both; i++) {
            field(prefix, stored.fields().get(i), wanted.fields().get(i));
        }
        for (RecordSchema.Field missing :
                stored.fields().subList(both, stored.fields().size())) {
            differences.add(prefix + missing.name() + " was " + text(missing) + " and is missing");
        }
    }

    private void field(String prefix, RecordSchema.Field stored, RecordSchema.Field wanted) {
        if (!stored.name().equals(wanted.name())) {
            differences.add(
                    prefix + stored.name() + " was " + text(stored) + " and is " + wanted.name() + ", " + text(wanted));
            return;
        }
        String name = prefix + wanted.name();
        if (stored.type() instanceof FieldType.OfRecord old && wanted.type() instanceof FieldType.OfRecord now) {
            nested(name, old.schema(), now.schema());
        } else if (stored.type() instanceof FieldType.OfEnum old && wanted.type() instanceof FieldType.OfEnum now) {
            constants(name, old, now);
        } else if (!stored.type().equals(wanted.type())) {
            differences.add(name + " was " + text(stored) + " and is " + text(wanted));
            return;
        }
        if (stored.offset() != wanted.offset()) {
            differences.add(name + " was at " + stored.offset() + " and is at " + wanted.offset());
        }
    }

    private void nested(String name, RecordSchema stored, RecordSchema wanted) {
        name(name, stored.name(), wanted.name());
        fields(name + ".", stored, wanted);
        // What is added to a nested record is not at the end of the whole, even if there is padding to take it.
        for (RecordSchema.Field added : wanted.fields()
                .subList(
                        Math.min(stored.fields().size(), wanted.fields().size()),
                        wanted.fields().size())) {
            differences.add(name + "." + added.name() + " was missing and is " + text(added));
        }
    }

    private void constants(String name, FieldType.OfEnum stored, FieldType.OfEnum wanted) {
        name(name, stored.text(), wanted.text());
        int kept = Math.min(stored.constants().size(), wanted.constants().size());
        if (!stored.constants().equals(wanted.constants().subList(0, kept))) {
            differences.add(name + " had the constants " + stored.constants() + " and has " + wanted.constants());
        } else if (stored.size() != wanted.size()) {
            differences.add(name + " had " + stored.size() + " bytes and has " + wanted.size());
        }
    }

    private static String text(RecordSchema.Field field) {
        return field.type().text() + " at " + field.offset();
    }
}
