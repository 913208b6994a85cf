package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordInputTest {
    enum Tone {
        CALM,
        URGENT
    }

    record Place(
            @Description("The street.") String street,
            @Description("The number.") int number) {}

    record Order(
            @Description("What to order.") String article,
            @Description("How many.") int count,
            @Description("The highest price.") Optional<BigDecimal> price,
            @Description("How urgent it is.") Optional<Tone> tone,
            @Description("Words to remember it by.") List<String> tags,
            @Description("Where to.") Optional<Place> place,
            @Description("Whether it is a gift.") boolean gift) {
        Order {
            if (count < 1) {
                throw new IllegalArgumentException("'count' must be at least 1, was " + count);
            }
        }
    }

    @Test
    void theSchemaComesFromTheComponentsInTheirOrder() {
        assertThat(RecordInput.of(Order.class).schema().json())
                .isEqualTo("{\"type\":\"object\",\"properties\":{"
                        + "\"article\":{\"type\":\"string\",\"description\":\"What to order.\"},"
                        + "\"count\":{\"type\":\"integer\",\"description\":\"How many.\"},"
                        + "\"price\":{\"type\":\"number\",\"description\":\"The highest price.\"},"
                        + "\"tone\":{\"type\":\"string\",\"description\":\"How urgent it is.\",\"enum\":[\"CALM\",\"URGENT\"]},"
                        + "\"tags\":{\"type\":\"array\",\"description\":\"Words to remember it by.\",\"items\":{\"type\":\"string\"}},"
                        + "\"place\":{\"type\":\"object\",\"description\":\"Where to.\",\"properties\":{"
                        + "\"street\":{\"type\":\"string\",\"description\":\"The street.\"},"
                        + "\"number\":{\"type\":\"integer\",\"description\":\"The number.\"}},\"required\":[\"street\",\"number\"]},"
                        + "\"gift\":{\"type\":\"boolean\",\"description\":\"Whether it is a gift.\"}},"
                        + "\"required\":[\"article\",\"count\",\"tags\",\"gift\"]}");
    }

    @Test
    void aCallsArgumentsBecomeTheRecord() {
        ToolRegistry registry = Samples.registry(Samples.tool("order")
                .input(Order.class, (order, call) -> ToolResult.text(order.toString()))
                .build());

        assertThat(registry.call(
                                "order",
                                "{\"article\":\"tea\",\"count\":2,\"price\":1.5,\"tone\":\"urgent\",\"tags\":[\"a\"],"
                                        + "\"place\":{\"street\":\"Elm\",\"number\":7},\"gift\":true}",
                                CallContext.none())
                        .text())
                .isEqualTo(new Order(
                                "tea",
                                2,
                                Optional.of(new BigDecimal("1.5")),
                                Optional.of(Tone.URGENT),
                                List.of("a"),
                                Optional.of(new Place("Elm", 7)),
                                true)
                        .toString());
        assertThat(registry.call(
                                "order",
                                "{\"article\":\"tea\",\"count\":2.0,\"tags\":[],\"gift\":false,\"price\":null}",
                                CallContext.none())
                        .text())
                .contains("count=2", "price=Optional.empty", "place=Optional.empty");
    }

    @Test
    void whatTheConstructorRefusesTheModelIsTold() {
        assertThat(order("{\"article\":\"tea\",\"count\":0,\"tags\":[],\"gift\":false}"))
                .isEqualTo("Error: the arguments of 'order' do not fit: 'count' must be at least 1, was 0. Nothing was"
                        + " done. Correct them and call again.");
    }

    @Test
    void aNumberThatDoesNotFitItsTypeIsRefused() {
        assertThat(order("{\"article\":\"tea\",\"count\":3000000000,\"tags\":[],\"gift\":false}"))
                .contains("'count' is out of range: 3000000000");
    }

    private static String order(String arguments) {
        return Samples.registry(Samples.tool("order")
                        .input(Order.class, (order, call) -> ToolResult.text("ordered"))
                        .build())
                .call("order", arguments, CallContext.none())
                .text();
    }

    record Undescribed(String text) {}

    record Unsayable(@Description("A map.") Map<String, String> map) {}

    record Endless(@Description("Itself.") Optional<Endless> next) {}

    @Test
    void aRecordThatNoSchemaCanSayIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordInput.of(Undescribed.class))
                .withMessageContaining("component 'text' of Undescribed needs @Description");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordInput.of(Unsayable.class))
                .withMessageContaining("component 'map' of Unsayable has the type java.util.Map");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordInput.of(Endless.class))
                .withMessageContaining("Endless contains itself");
    }
}
