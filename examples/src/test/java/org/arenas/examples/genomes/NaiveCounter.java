package org.arenas.examples.genomes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts canonical k-mers of FASTA texts with strings, as a definition and not as a program: what tests compare with. */
final class NaiveCounter {
    private NaiveCounter() {}

    static SortedMap<String, Long> count(List<String> fastaTexts, int k) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (String text : fastaTexts) {
            for (String record : records(text)) {
                for (int i = 0; i + k <= record.length(); i++) {
                    String kmer = record.substring(i, i + k);
                    if (kmer.matches("[ACGT]+")) {
                        counts.merge(canonical(kmer), 1L, Long::sum);
                    }
                }
            }
        }
        return counts;
    }

    static SortedMap<String, Long> toMap(KmerCounts counts) {
        SortedMap<String, Long> map = new TreeMap<>();
        counts.forEach((kmer, count) -> map.put(Kmers.toText(kmer, counts.k()), count));
        return map;
    }

    private static String canonical(String kmer) {
        StringBuilder complement = new StringBuilder();
        for (int i = 0; i < kmer.length(); i++) {
            complement.append("TGCA".charAt("ACGT".indexOf(kmer.charAt(i))));
        }
        String reverse = complement.reverse().toString();
        return kmer.compareTo(reverse) <= 0 ? kmer : reverse;
    }

    private static List<String> records(String text) {
        List<String> records = new ArrayList<>();
        for (String line : text.split("\r\n|\n|\r", -1)) {
            if (line.startsWith(">")) {
                records.add("");
            } else if (!line.isBlank()) {
                int last = records.size() - 1;
                records.set(last, records.get(last) + line.strip().toUpperCase(Locale.ROOT));
            }
        }
        return records;
    }
}
