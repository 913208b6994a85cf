package dev.toolspec4j.prompt;

import dev.toolspec4j.prompt.Guide.Bullet;
import dev.toolspec4j.prompt.Guide.Part;
import dev.toolspec4j.prompt.Guide.Passage;

/** One {@code section} element a section inside {@code tools}; every text is escaped. */
record XmlLayout() implements Layout {

    @Override
    public String write(Guide guide) {
        if (guide.parts().isEmpty()) {
            return "";
        }
        StringBuilder xml = new StringBuilder("<tools>\n");
        guide.parts().forEach(part -> write(part, xml));
        return xml.append("</tools>\n").toString();
    }

    private static void write(Part part, StringBuilder xml) {
        xml.append("<section");
        if (!part.id().isEmpty()) {
            xml.append(" id=\"").append(escape(part.id())).append('"');
        }
        xml.append(" title=\"").append(escape(Characters.oneLine(part.title()))).append("\">\n");
        for (Bullet bullet : part.bullets()) {
            element("tool", " call=\"" + escape(bullet.call()) + "\"", Characters.oneLine(bullet.summary()), xml);
        }
        for (Passage passage : part.passages()) {
            String about =
                    passage.tool().map(tool -> " tool=\"" + escape(tool) + "\"").orElse("");
            element("guidance", about, text(passage), xml);
        }
        part.items().forEach(item -> element("item", "", item, xml));
        xml.append("</section>\n");
    }

    private static String text(Passage passage) {
        return String.join(
                "\n\n", passage.paragraphs().stream().map(Guide.Paragraph::text).toList());
    }

    private static void element(String name, String attributes, String text, StringBuilder xml) {
        xml.append('<').append(name).append(attributes).append('>');
        xml.append(escape(text)).append("</").append(name).append(">\n");
    }

    private static String escape(String text) {
        return Characters.forXml(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
