package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Kills a real Parley at random moments while it goes through a site, and again while it goes
 * through the site that has changed meanwhile, and checks what was promised: the crawl comes to its
 * end by itself, every page is a document once with the text that it has now, what has left the
 * site has left the collection, and nothing is in the index twice.
 */
final class CrawlKillRounds {
    private static final int SECTIONS = 3;
    private static final int PAPERS_OF_A_SECTION = 7;
    private static final int CHANGED = 3;

    /** About as long as a crawl and the reading of its pages take. */
    private static final long CRAWL_MILLIS = 3_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LocalSite internet = new LocalSite();
    private final ParleyServer server;
    private final ParleyApi person;
    private final Random random;
    private List<String> failures = List.of();
    private int crawls;
    private int kills;
    private int cutOff;

    private CrawlKillRounds(Path directory, Random random) {
        this.random = random;
        server =
                new ParleyServer(
                        directory,
                        Map.of("PARLEY_CRAWL_PAUSE", "0s", "PARLEY_OUTBOUND_ALLOW", "127.0.0.1"),
                        -1,
                        "");
        person = ParleyApi.register(server.address(), "survivor");
    }

    /**
     * @param arguments as of {@link FaultRounds}
     */
    public static void main(String[] arguments) throws IOException {
        var rounds = FaultRounds.of("faults-crawl", arguments);
        var run =
                new CrawlKillRounds(
                        Files.createTempDirectory("parley-faults-crawl"), rounds.random());
        int failed = rounds.run(run.server, run.person, run::round);
        run.server.close();
        run.internet.close();
        System.out.printf(
                "faults-crawl: %d of %d passed; %d crawls, %d kills, %d of them before the crawl had ended%n",
                rounds.count() - failed, rounds.count(), run.crawls, run.kills, run.cutOff);
        System.exit(failed == 0 ? 0 : 1);
    }

    private void round(List<String> wrong, int round) {
        failures = wrong;
        var pages = new Pages("round" + round);
        var library =
                CollectionClient.create(
                        person, "Site " + round, "\"passageTokens\": 60, \"overlapTokens\": 0");
        var site =
                String.valueOf(
                        person.post(
                                        library.path() + "/sites",
                                        "{\"url\": %s, \"form\": \"links\"}"
                                                .formatted(quoted(pages.start())))
                                .expect(201)
                                .json()
                                .get("id"));
        var path = library.path() + "/sites/" + site;
        survive(path);
        check(library, path, pages, pages.texts.size());
        int touched = pages.change();
        person.post(path + "/crawl", "").expect(202);
        survive(path);
        check(library, path, pages, touched);
    }

    /** Kills the server once or twice while it crawls, and lets it come to its end. */
    private void survive(String site) {
        crawls++;
        for (int kill = 0; kill <= random.nextInt(2); kill++) {
            ParleyServer.pause(random.nextLong(CRAWL_MILLIS));
            server.process().kill();
            kills++;
            server.restart();
            person.login();
            cutOff += isOver(state(site)) ? 0 : 1;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isOver(state(site))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the crawl does not end: " + state(site));
            }
            ParleyServer.pause(100);
        }
    }

    private Map<String, Object> state(String site) {
        return person.get(site).expect(200).json();
    }

    private static boolean isOver(Map<String, Object> site) {
        return Set.of("ready", "failed").contains(String.valueOf(site.get("state")));
    }

    /**
     * @param touched how many pages are new to this crawl or have changed; one that is at two
     *     addresses may have gone over to the other
     */
    private void check(CollectionClient library, String site, Pages pages, int touched) {
        library.awaitReady(PATIENCE);
        checkSite(state(site), pages, touched);
        var documents = documents(library);
        pages.texts.forEach(
                (path, marker) -> {
                    var of =
                            pages.addresses(path).stream()
                                    .map(documents::get)
                                    .filter(Objects::nonNull)
                                    .flatMap(List::stream)
                                    .toList();
                    if (of.size() != 1) {
                        failures.add("%s is a document %d times".formatted(path, of.size()));
                    } else {
                        checkText(library, path, of.getFirst(), marker);
                    }
                });
        if (documents.size() != pages.texts.size()) {
            failures.add(
                    "%d documents instead of %d: %s"
                            .formatted(
                                    documents.size(),
                                    pages.texts.size(),
                                    new TreeSet<>(documents.keySet())));
        }
        for (var marker : pages.outdated) {
            if (library.inspect(marker, 50).stream()
                    .anyMatch(found -> found.text().contains(marker))) {
                failures.add(marker + " is still found");
            }
        }
        if (!internet.trespasses().isEmpty()) {
            failures.add("fetched against robots.txt: " + internet.trespasses());
        }
    }

    private void checkSite(Map<String, Object> site, Pages pages, int touched) {
        var counts = (Map<?, ?>) site.get("pages");
        long fetched = CollectionClient.number(counts.get("fetched"));
        long unchanged = CollectionClient.number(counts.get("unchanged"));
        long failed = CollectionClient.number(counts.get("failed"));
        if (!"ready".equals(site.get("state"))
                || fetched + unchanged != pages.texts.size()
                || fetched < touched
                || fetched > touched + 1
                || failed != pages.missing) {
            failures.add(
                    "of %d pages %d are new or changed and %d are missing, but the site says %s"
                            .formatted(pages.texts.size(), touched, pages.missing, site));
        }
    }

    /** All documents of the collection by their addresses. */
    private Map<String, List<Map<?, ?>>> documents(CollectionClient library) {
        Map<String, List<Map<?, ?>>> documents = new HashMap<>();
        var items = person.get(library.path() + "/documents?limit=200").expect(200).json();
        for (var item : (List<?>) items.get("items")) {
            var document = (Map<?, ?>) item;
            documents
                    .computeIfAbsent(
                            String.valueOf(document.get("location")), _ -> new ArrayList<>())
                    .add(document);
        }
        return documents;
    }

    private void checkText(
            CollectionClient library, String path, Map<?, ?> document, String marker) {
        if (!"ready".equals(document.get("state"))) {
            failures.add(path + " is not ready: " + document);
            return;
        }
        var id = String.valueOf(document.get("id"));
        var text = String.join("\n", library.passages(id));
        int times = text.split(marker, -1).length - 1;
        if (times != 1) {
            failures.add("%s has its text %d times".formatted(path, times));
        }
        var seen = new HashSet<Long>();
        boolean found = false;
        for (var passage : library.inspect(marker, 50)) {
            if (passage.document().equals(id) && !seen.add(passage.start())) {
                failures.add(path + " is indexed twice");
            }
            found |= passage.byWords() == 1 && passage.text().contains(marker);
        }
        if (!found) {
            failures.add(path + " is not found");
        }
    }

    /** The pages of one round's site, each known by a word that no other has. */
    private final class Pages {
        private final String name;

        /** The word of each page that there is to be kept. */
        private final Map<String, String> texts = new LinkedHashMap<>();

        private final List<String> outdated = new ArrayList<>();
        private int version = 1;

        /** How many links lead to where no page is. */
        private int missing = 1;

        Pages(String name) {
            this.name = name;
            var sections = new StringBuilder();
            for (int section = 0; section < SECTIONS; section++) {
                sections.append(link("section%d.html".formatted(section)));
            }
            put("index.html", sections.append(link("missing.html")).toString());
            for (int section = 0; section < SECTIONS; section++) {
                var papers = new StringBuilder(link("private/diary.html"));
                for (int paper = 0; paper < PAPERS_OF_A_SECTION; paper++) {
                    papers.append(link(paper(section, paper)));
                    put(paper(section, paper), "");
                }
                // Back to where one came from, and around: no crawl may run in circles.
                papers.append(link("index.html")).append(link("section0.html"));
                put("section%d.html".formatted(section), papers.append(link("twin.md")).toString());
            }
            internet.put(path("twin.md"), content(paper(0, 0), ""));
            internet.put(path("private/diary.html"), "<p>Nobody is to read this.</p>");
        }

        String start() {
            return internet.address(path("index.html"));
        }

        /** Where the page may be: one has a twin, and either may be the document. */
        List<String> addresses(String page) {
            return page.equals(paper(0, 0))
                    ? List.of(internet.address(path(page)), internet.address(path("twin.md")))
                    : List.of(internet.address(path(page)));
        }

        /** Changes a few pages, and takes one away; how many have changed. */
        int change() {
            version++;
            for (int section = 0; section < CHANGED; section++) {
                outdated.add(texts.get(paper(section, 1)));
                put(paper(section, 1), "");
            }
            outdated.add(texts.remove(paper(1, 2)));
            internet.remove(path(paper(1, 2)));
            missing++;
            return CHANGED;
        }

        private void put(String page, String links) {
            texts.put(page, name + page.replaceAll("\\W", "") + "version" + version + "end");
            internet.put(path(page), content(page, links));
        }

        private String content(String page, String links) {
            var words = texts.get(page) + " " + new SampleText(page.hashCode()).paragraph(40);
            return page.endsWith(".html")
                    ? "<html><head><title>%s</title></head><body><p>%s</p>%s</body></html>"
                            .formatted(page, words, links)
                    : "# " + page + "\n\n" + words + "\n";
        }

        private String path(String page) {
            return "/" + name + "/" + page;
        }

        private static String link(String page) {
            return "<p><a href=\"%s\">on</a></p>".formatted(page);
        }

        private static String paper(int section, int paper) {
            return "paper%dof%d.md".formatted(paper, section);
        }
    }
}
