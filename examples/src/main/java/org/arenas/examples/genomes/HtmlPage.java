package org.arenas.examples.genomes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The outcome as one HTML page that needs nothing else: its style and its charts are inside, it fetches nothing, and it
 * follows the reader's choice of light or dark. It is well-formed XML as well.
 */
final class HtmlPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --page: #f7f7f4; --card: #ffffff; --ink: #1c2024; --soft: #5c646c;
              --line: #e3e4df; --one: #1f6feb; --other: #d9822b; --bar: #2f8f83; }
            @media (prefers-color-scheme: dark) {
              :root { --page: #14171a; --card: #1c2125; --ink: #e8eaec; --soft: #9aa4ad; --line: #2f363c;
                --one: #6aa5ff; --other: #f0a85c; --bar: #5cc0b2; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--page); color: var(--ink);
              font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
            main { max-width: 54rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em; }
            h2 { font-size: 1.05rem; margin: 0 0 .2rem; }
            p { margin: 0 0 .8rem; } .soft { color: var(--soft); font-size: .92rem; }
            section { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
              padding: 1.25rem 1.4rem; margin-top: 1.1rem; }
            .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 1rem; }
            .figures b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
            svg { display: block; width: 100%; height: auto; margin-top: .6rem; }
            svg text { fill: var(--soft); font-size: 12px; font-family: inherit; }
            svg .label { fill: var(--ink); font-size: 14px; } svg .value { fill: var(--ink); font-weight: 600; }
            svg .grid { stroke: var(--line); stroke-width: 1; }
            svg .one { fill: var(--one); } svg .other { fill: var(--other); } svg .bar { fill: var(--bar); }
            svg .round { stroke: var(--card); stroke-width: 1.5; }
            svg .span { opacity: .25; }
            table { border-collapse: collapse; width: 100%; margin-top: .5rem; }
            th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
            th { color: var(--soft); font-weight: 500; font-size: .88rem; }
            .number { text-align: right; font-variant-numeric: tabular-nums; }
            code { font: .92rem ui-monospace, "SF Mono", Menlo, Consolas, monospace; letter-spacing: .03em; }
            .scroll { overflow-x: auto; } .scroll svg { min-width: 34rem; }
            """;

    private HtmlPage() {}

    /** Writes the page into {@code folder}, which is made if need be, and returns its path. */
    static Path write(Path folder, Outcome outcome) {
        Path page = folder.resolve("index.html");
        try {
            Files.createDirectories(folder);
            Files.writeString(page, render(outcome), StandardCharsets.UTF_8);
            return page;
        } catch (IOException e) {
            throw new BadInputException("cannot write the page: file=" + page + ", reason=" + IoReason.of(e), e);
        }
    }

    static String render(Outcome outcome) {
        int k = outcome.counts().k();
        String title = "Canonical " + k + "-mers of " + outcome.genomesInWords();
        return String.format(
                Locale.ROOT,
                """
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                <p class="soft">A k-mer is a run of %d bases; each was counted together with its reverse complement.</p>
                %s%s%s%s</main>
                </body>
                </html>
                """,
                title,
                STYLE,
                title,
                k,
                figures(outcome),
                times(outcome),
                spectrum(outcome),
                top(outcome));
    }

    private static String figures(Outcome outcome) {
        return "<section class=\"figures\">\n"
                + figure(grouped(outcome.bases()), "bases")
                + figure(grouped(outcome.counts().total()), "k-mers in all")
                + figure(grouped(outcome.counts().distinct()), "different k-mers")
                + figure(
                        String.format(Locale.ROOT, "%.2f", outcome.ratio()),
                        outcome.result().other().model() + " / "
                                + outcome.result().one().model() + ", median time")
                + "</section>\n";
    }

    private static String figure(String value, String what) {
        return "<div><b>" + value + "</b><span class=\"soft\">" + what + "</span></div>\n";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String times(Outcome outcome) {
        Race.Result result = outcome.result();
        return String.format(
                Locale.ROOT,
                """
                <section>
                <h2>Time to count everything once</h2>
                <p class="soft">Bars: medians. Dots: all timed rounds (%d). Shorter is faster.</p>
                <div class="scroll">%s</div>
                <p class="soft">%s: %s.<br/>%s: %s.<br/>Workers: %d, processors: %d, JDK: %d, rounds of warm-up: %d. The
                models took turns. Reading and unpacking is not in the times. Both found the same counts every time.</p>
                </section>
                """,
                result.one().rounds(),
                TimesChart.svg(result.one(), result.other()),
                capitalised(result.one().model()),
                result.one().description(),
                capitalised(result.other().model()),
                result.other().description(),
                outcome.config().workers(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                result.warmUps());
    }

    private static String spectrum(Outcome outcome) {
        return """
                <section>
                <h2>How often k-mers were found</h2>
                <p class="soft">Number of different k-mers, by how often each was found, on a logarithmic scale. A
                k-mer that all genomes share was found at least as often as there are genomes.</p>
                <div class="scroll">""" + SpectrumChart.svg(outcome.counts()) + "</div>\n</section>\n";
    }

    private static String top(Outcome outcome) {
        StringBuilder rows = new StringBuilder();
        for (KmerCount entry : outcome.top()) {
            rows.append("<tr><td><code>")
                    .append(Kmers.toText(entry.kmer(), outcome.counts().k()))
                    .append("</code></td><td class=\"number\">")
                    .append(grouped(entry.count()))
                    .append("</td></tr>\n");
        }
        return """
                <section>
                <h2>Most frequent</h2>
                <p class="soft">Equally frequent ones in alphabetical order.</p>
                <div class="scroll"><table>
                <tr><th>k-mer</th><th class="number">found</th></tr>
                """ + rows + "</table></div>\n</section>\n";
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
