import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Prints where the time of the tests went, from the reports of Surefire and Failsafe in the directories that are named. */
public final class Times {
    private static final int SLOWEST = 10;

    private record Sum(int tests, double seconds) {
        Sum plus(Sum other) {
            return new Sum(tests + other.tests, seconds + other.seconds);
        }
    }

    private final Map<String, Sum> reports = new TreeMap<>();
    private final Map<String, Sum> classes = new HashMap<>();

    private Times() {}

    public static void main(String[] directories) throws IOException, XMLStreamException {
        for (String directory : directories) {
            if (Files.isDirectory(Path.of(directory))) {
                Times times = new Times();
                times.read(Path.of(directory));
                times.print(Path.of(directory).getFileName().toString());
            }
        }
    }

    private void read(Path directory) throws IOException, XMLStreamException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "TEST-*.xml")) {
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    read(XMLInputFactory.newDefaultFactory().createXMLStreamReader(in));
                }
            }
        }
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            if (xml.getLocalName().equals("testsuite")) {
                Sum all = new Sum(Integer.parseInt(xml.getAttributeValue(null, "tests")), seconds(xml));
                reports.put(xml.getAttributeValue(null, "name"), all);
            } else if (xml.getLocalName().equals("testcase")) {
                classes.merge(xml.getAttributeValue(null, "classname"), new Sum(1, seconds(xml)), Sum::plus);
            }
        }
    }

    private static double seconds(XMLStreamReader xml) {
        return Double.parseDouble(xml.getAttributeValue(null, "time").replace(",", ""));
    }

    private void print(String title) {
        line(title, reports.values().stream().reduce(new Sum(0, 0), Sum::plus));
        reports.forEach((name, sum) -> {
            if (!classes.containsKey(name)) {
                line("  " + name, sum);
            }
        });
        classes.entrySet().stream()
                .sorted(Comparator.comparingDouble(each -> -each.getValue().seconds()))
                .limit(SLOWEST)
                .forEach(each -> line("    " + each.getKey(), each.getValue()));
    }

    private static void line(String what, Sum sum) {
        System.out.printf(Locale.ROOT, "%8.1f s %5d tests  %s%n", sum.seconds(), sum.tests(), what);
    }
}
