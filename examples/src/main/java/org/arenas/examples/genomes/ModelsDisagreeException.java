package org.arenas.examples.genomes;

/** Two models counted the same genomes and found different counts: one of them is wrong. */
final class ModelsDisagreeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelsDisagreeException(CountingModel one, KmerCounts counts, CountingModel other, KmerCounts otherCounts) {
        super("the models disagree: " + one.name() + "=" + counts + ", " + other.name() + "=" + otherCounts);
    }
}
