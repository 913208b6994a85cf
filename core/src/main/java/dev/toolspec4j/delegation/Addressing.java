package dev.toolspec4j.delegation;

import dev.toolspec4j.workspace.Peer;
import dev.toolspec4j.workspace.PeerDirectory;
import dev.toolspec4j.workspace.PeerDirectoryException;
import java.util.Map;
import java.util.Optional;

/** Where the peer of one delegation is. Looked up once, and again when that turned out to be of no use. */
final class Addressing {
    private final PeerDirectory directory;
    private Optional<Peer> peer;
    private String trouble = "";

    Addressing(PeerDirectory directory, Optional<Peer> known) {
        this.directory = directory;
        this.peer = known;
    }

    Optional<Peer> find(Delegation delegation) {
        if (peer.isEmpty()) {
            Delegation.Addressee addressee = delegation.peer();
            try {
                peer = directory.find(addressee.id());
                trouble = peer.isEmpty() ? "peer '" + addressee.id() + "' is not known any more" : "";
            } catch (PeerDirectoryException e) {
                trouble = String.valueOf(e.getMessage());
            }
        }
        return peer;
    }

    void forget() {
        peer = Optional.empty();
    }

    /** Looks again, and returns whether other credentials than before are known for the peer now. */
    boolean findsOtherCredentials(Delegation delegation) {
        Optional<Map<String, String>> before = peer.map(Peer::headers);
        forget();
        Optional<Map<String, String>> now = find(delegation).map(Peer::headers);
        return now.isPresent() && !now.equals(before);
    }

    /** Returns why the last look found no peer; empty when it found one. */
    String trouble() {
        return trouble;
    }
}
