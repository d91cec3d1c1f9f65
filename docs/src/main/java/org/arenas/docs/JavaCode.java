package org.arenas.docs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java as HTML: what is of one kind looks alike, and types of ours lead to their Javadoc. */
final class JavaCode {
    private static final Set<String> KEYWORDS = Set.of("""
            abstract assert boolean break byte case catch char class continue default do double else enum extends false final
            finally float for if implements import instanceof int interface long native new non-sealed null package permits
            private protected public record return sealed short static super switch synchronized this throw throws transient
            true try var void volatile while yield""".split("\\s"));

    private static final Pattern PART = Pattern.compile("""
            (?<comment>//[^\\n]*|/\\*.*?\\*/)
            |(?<string>\"""\\n.*?\"""|"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*')
            |(?<annotation>@(?!interface)[A-Za-z]\\w*)
            |(?<number>\\b\\d[\\w.]*)
            |(?<word>\\bnon-sealed\\b|[A-Za-z_$][\\w$]*)""", Pattern.DOTALL | Pattern.COMMENTS);

    private static final String[] KINDS = {"comment", "string", "annotation", "number"};

    private JavaCode() {}

    /** {@return the code; {@code link} makes a link of a type's page} */
    static String html(String code, ApiTypes types, Function<Path, String> link) {
        StringBuilder html = new StringBuilder();
        Matcher part = PART.matcher(code);
        int end = 0;
        while (part.find()) {
            html.append(Html.escape(code.substring(end, part.start())));
            html.append(part(part, types, link));
            end = part.end();
        }
        return html.append(Html.escape(code.substring(end))).toString();
    }

    private static String part(Matcher part, ApiTypes types, Function<Path, String> link) {
        String text = Html.escape(part.group());
        for (String kind : KINDS) {
            if (part.group(kind) != null) {
                return span(kind, text);
            }
        }
        if (KEYWORDS.contains(text)) {
            return span("keyword", text);
        }
        Optional<Path> page = types.find(part.group());
        return page.isPresent() ? Html.link("type", link.apply(page.get()), text) : text;
    }

    private static String span(String kind, String text) {
        return "<span class=\"" + kind + "\">" + text + "</span>";
    }
}
