package dev.toolspec4j.delegation;

import java.util.List;
import java.util.UUID;

/**
 * The sentences about delegations that a model reads. They stand next to the tools' own texts, which this package does
 * not know. Each method returns whole sentences without line ends.
 */
public interface DelegationWording {
    /** Returns what to do next about a delegation in this state. */
    String next(DelegationStatus status);

    /** Returns what to do after a task was taken up in the background. */
    String accepted(UUID taskId);

    /** Returns the ways on after a delegation that came to nothing. */
    String options();

    /**
     * Returns the mark at the end of a text that is cut.
     *
     * @param taskId whose result it is
     * @param nextOffset where to read on, in characters from the start
     * @param total how long the whole is, in characters
     */
    String readOn(UUID taskId, int nextOffset, int total);

    /** Returns that these delegations ended or ask something, by id and status and never by a peer's words. */
    String arrived(List<Delegation> news);

    /**
     * Returns the line before quoted words of a peer, which says that they are data.
     *
     * @param peer its name, or its id where no name is known; a stranger's text
     */
    String quoteBegins(String peer);

    /** Returns the line after quoted words of a peer. */
    String quoteEnds();
}
