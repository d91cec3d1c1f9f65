package org.arenas.docs;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at each link of all pages in a folder, the Javadoc's included: within the folder it must lead somewhere. */
final class SiteCheck {
    private static final Pattern TARGET = Pattern.compile("\\b(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\\b(?:id|name)=\"([^\"]*)\"");
    private static final Pattern SCRIPT = Pattern.compile("<script\\b[^>]*>.*?</script>", Pattern.DOTALL);

    private final Path folder;
    private final Findings findings;
    private final Map<Path, String> pages = new TreeMap<>();
    private final Map<Path, Set<String>> ids = new HashMap<>();

    private SiteCheck(Path folder, Findings findings) {
        this.folder = folder;
        this.findings = findings;
    }

    static void check(Path folder, Findings findings) throws IOException {
        SiteCheck check = new SiteCheck(folder, findings);
        check.read();
        check.pages.forEach(check::look);
    }

    private void read() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".html")).toList()) {
                // Of a script nothing but its lines is left, so that they count.
                String page = SCRIPT.matcher(Files.readString(file))
                        .replaceAll(script ->
                                "\n".repeat((int) script.group().lines().count() - 1));
                pages.put(file, page);
                Set<String> here = new HashSet<>();
                Matcher id = ID.matcher(page);
                while (id.find()) {
                    here.add(unescape(id.group(1)));
                }
                ids.put(file, here);
            }
        }
    }

    private void look(Path page, String text) {
        Matcher target = TARGET.matcher(text);
        while (target.find()) {
            String link = unescape(target.group(1));
            if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                int line = (int) text.substring(0, target.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                findings.add(PagePath.slashes(folder.relativize(page)), line, "link that leads nowhere", link);
            }
        }
    }

    private boolean leadsSomewhere(Path page, String link) {
        List<String> parts = List.of(link.split("#", 2));
        Path target = parts.get(0).isEmpty()
                ? page
                : page.resolveSibling(parts.get(0)).normalize();
        if (!target.startsWith(folder) || !Files.isRegularFile(target)) {
            return false;
        }
        String anchor = parts.size() == 1 ? "" : decode(parts.get(1));
        return anchor.isEmpty() || ids.getOrDefault(target, Set.of()).contains(anchor);
    }

    private static String decode(String anchor) {
        return URLDecoder.decode(anchor.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
