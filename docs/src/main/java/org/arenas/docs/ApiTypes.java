package org.arenas.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The types that the Javadoc describes, by their simple names. A name that two types have is none. */
final class ApiTypes {
    private static final Pattern TYPE = Pattern.compile("([A-Z][\\w.]*)\\.html");
    private static final Pattern MENTION =
            Pattern.compile("([A-Z]\\w*(?:\\.[A-Z]\\w*)*)(?:<.*>)?(?:\\.[a-z]\\w*(?:\\(.*\\))?)?");

    private final Map<String, Path> pages;

    private ApiTypes(Map<String, Path> pages) {
        this.pages = pages;
    }

    /** {@return the types described by the pages in a folder of a site} */
    static ApiTypes in(Path site, Path folder) throws IOException {
        Map<String, Path> pages = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Matcher type = TYPE.matcher(String.valueOf(file.getFileName()));
                if (!PagePath.slashes(file).contains("/class-use/")
                        && type.matches()
                        && pages.put(type.group(1), site.relativize(file)) != null) {
                    ambiguous.add(type.group(1));
                }
            }
        }
        pages.keySet().removeAll(ambiguous);
        return new ApiTypes(pages);
    }

    /** {@return the page of a type of this name} */
    Optional<Path> find(String name) {
        return Optional.ofNullable(pages.get(name));
    }

    /** {@return the page of the type that a piece of code is about: the type itself, or a member of it} */
    Optional<Path> mentioned(String code) {
        Matcher mention = MENTION.matcher(code);
        return mention.matches() ? find(mention.group(1)) : Optional.empty();
    }

    int size() {
        return pages.size();
    }
}
