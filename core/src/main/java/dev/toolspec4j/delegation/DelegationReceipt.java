package dev.toolspec4j.delegation;

/** What came of asking for a delegation. */
public sealed interface DelegationReceipt {
    /**
     * It is in the ledger.
     *
     * @param delegation as it stands now
     */
    record Accepted(Delegation delegation) implements DelegationReceipt {}

    /**
     * It is not, and nothing was sent.
     *
     * @param refusal why, for programs
     * @param message why, for people: what was asked and what is wrong with it
     */
    record Refused(Refusal refusal, String message) implements DelegationReceipt {}

    /** Why a delegation was not begun, or an answer not sent. */
    enum Refusal {
        /** The task, or the answer, has no words. */
        BLANK_TASK,
        /** The task, or the answer, is longer than a message may be. */
        TASK_TOO_LONG,
        /** A workspace cannot delegate to itself. */
        SELF,
        /** No peer has this id. */
        UNKNOWN_PEER,
        /** The peer has no address now. */
        PEER_OFFLINE,
        /** The task would go in a circle, or was handed on too often. */
        LOOP,
        /** The peers cannot be looked up now. */
        DIRECTORY,
        /** Too many delegations are unfinished. */
        TOO_MANY,
        /** This workspace has no delegation of this id. */
        UNKNOWN_TASK,
        /** The delegation went to another peer. */
        OTHER_PEER,
        /** The delegation is over. */
        FINISHED,
        /** The peer has not asked anything. */
        NOT_ASKED,
        /** The engine is closed. */
        CLOSED
    }
}
