package org.arenas.examples.configuration;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenas.Frozen;
import org.arenas.Interpreter;
import org.arenas.SharedField;
import org.arenas.error.NotShareableException;

/**
 * Loads a configuration, freezes it, and lets workers read it without a borrow; then a new one takes its place. It is built
 * of ordinary collections that can be changed; what the workers see cannot be.
 */
public final class ConfigurationExample {
    /** Who may see a page. */
    record Page(String path, List<String> roles) {}

    /** All of it. */
    record Configuration(int version, Map<String, Page> pages) {}

    private ConfigurationExample() {}

    /** Runs on the standard output. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        List<String> text = new ArrayList<>(List.of("/orders: clerk, boss", "/wages: boss"));
        SharedField<Frozen<Configuration>> current = new SharedField<>(Frozen.of(load(1, text)));

        try (Interpreter web = Interpreter.create("web")) {
            out.println("clerk:    " + web.call(home -> pagesFor("clerk", current)));

            // A reader that has the old one keeps the old one; who asks now gets the new one.
            Frozen<Configuration> old = current.get();
            text.set(1, "/wages: clerk, boss");
            current.set(Frozen.of(load(2, text)));
            out.println("replaced: version " + old.get().version() + " by "
                    + current.get().get().version());
            out.println("clerk:    " + web.call(home -> pagesFor("clerk", current)));

            // Without the freeze somebody could go on changing what the others read: it does not get out.
            try {
                web.call(home -> load(3, text));
            } catch (NotShareableException e) {
                out.println("stopped:  " + e.path());
            }
        }
    }

    private static List<String> pagesFor(String role, SharedField<Frozen<Configuration>> current) {
        return current.get().get().pages().values().stream()
                .filter(page -> page.roles().contains(role))
                .map(Page::path)
                .toList();
    }

    private static Configuration load(int version, List<String> lines) {
        Map<String, Page> pages = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            List<String> roles = new ArrayList<>();
            for (String role : line.substring(colon + 1).split(",", -1)) {
                roles.add(role.strip());
            }
            String path = line.substring(0, colon);
            pages.put(path, new Page(path, roles));
        }
        return new Configuration(version, pages);
    }
}
