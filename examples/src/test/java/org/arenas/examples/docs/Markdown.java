package org.arenas.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tests need to know of a Markdown file: the Java in it, its links, and the anchors of its headings.
 *
 * <p>A fenced block marked {@code java} is a snippet, and one marked {@code java run} is run, too. If a block marked
 * {@code text} follows that one, with blank lines between them at most, it is what the snippet prints.
 */
final class Markdown {
    private static final Pattern FENCE = Pattern.compile("( *)```\\s*(.*?)\\s*");
    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    /**
     * Where something is linked.
     *
     * @param line the number of the line
     * @param target what stands in the brackets
     */
    record Link(int line, String target) {}

    /** A fenced block; {@code info} is what stands behind the backticks that open it. */
    private record Block(String info, int firstLine, List<String> lines) {}

    private final String name;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Set<String> anchors = new HashSet<>();
    private final List<String> chapters = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();

    private Markdown(String name) {
        this.name = name;
    }

    static Markdown read(Path root, Path file) throws IOException {
        Markdown markdown = new Markdown(root.relativize(file).toString().replace('\\', '/'));
        markdown.parse(Files.readAllLines(file));
        return markdown;
    }

    private void parse(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).strip().equals("```")) {
                    end++;
                }
                if (end == lines.size()) {
                    throw new IllegalArgumentException("block is not closed: file=" + name + ", line=" + (i + 1));
                }
                Pattern indent = Pattern.compile("^ {0," + fence.group(1).length() + "}");
                blocks.add(new Block(
                        fence.group(2),
                        i + 2,
                        lines.subList(i + 1, end).stream()
                                .map(line -> indent.matcher(line).replaceFirst(""))
                                .toList()));
                i = end;
            } else {
                text(i + 1, lines.get(i));
            }
        }
    }

    private void text(int line, String text) {
        Matcher heading = HEADING.matcher(text);
        if (heading.matches()) {
            String anchor = heading.group(2)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{Alnum} _-]", "")
                    .replace(' ', '-');
            anchors.add(anchor);
            if (heading.group(1).length() == 2) {
                chapters.add(anchor);
            }
        }
        Matcher link = LINK.matcher(CODE.matcher(text).replaceAll(""));
        while (link.find()) {
            links.add(new Link(line, link.group(1)));
            if (chapters.isEmpty() && text.startsWith("- ") && link.group(1).startsWith("#")) {
                contents.add(link.group(1).substring(1));
            }
        }
    }

    String name() {
        return name;
    }

    List<Link> links() {
        return links;
    }

    Set<String> anchors() {
        return anchors;
    }

    /** {@return the anchors of the headings of the second level} */
    List<String> chapters() {
        return chapters;
    }

    /** {@return what a list before the first of them links to, on the page itself} */
    List<String> contents() {
        return contents;
    }

    List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean run = block.info().equals("java run");
            if (run || block.info().equals("java")) {
                List<String> output = run ? outputAfter(i) : List.of();
                snippets.add(new Snippet(name, block.firstLine(), block.lines(), run, output));
            } else if (block.info().startsWith("java")) {
                throw new IllegalArgumentException("unknown mark of a block: file=" + name + ", line="
                        + (block.firstLine() - 1) + ", mark=" + block.info() + "; use java or java run");
            }
        }
        return snippets;
    }

    private List<String> outputAfter(int i) {
        if (i + 1 == blocks.size()) {
            return List.of();
        }
        Block next = blocks.get(i + 1);
        int end = blocks.get(i).firstLine() + blocks.get(i).lines().size();
        return next.info().equals("text") && next.firstLine() <= end + 3 ? next.lines() : List.of();
    }
}
