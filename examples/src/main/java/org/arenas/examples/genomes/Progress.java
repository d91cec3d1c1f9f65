package org.arenas.examples.genomes;

/** Is told how far the program has come. */
interface Progress {
    /** Tells nobody. */
    Progress NONE = new Progress() {
        @Override
        public void show(String doing, int done, int of) {}

        @Override
        public void clear() {}
    };

    /** Done with {@code done} of {@code of} steps. */
    void show(String doing, int done, int of);

    /** Whatever was shown is out of date. */
    void clear();
}
