package dev.toolspec4j.delegation;

import dev.toolspec4j.tool.CallContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners. What a listener throws must cost neither the delegation nor the other listeners anything. */
final class Announcer implements DelegationListener {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final List<DelegationListener> listeners;

    Announcer(List<DelegationListener> listeners) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    /** Adds a listener that hears of ends only; returns what takes it off. */
    Runnable add(Consumer<Delegation> onFinished) {
        DelegationListener listener = new DelegationListener() {
            @Override
            public void finished(Delegation delegation) {
                onFinished.accept(delegation);
            }
        };
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Optional<String> beginning(UUID taskId, CallContext context, boolean awaited) {
        List<String> positions = new ArrayList<>();
        tellAll(taskId, listener -> listener.beginning(taskId, context, awaited).ifPresent(positions::add));
        return positions.stream().findFirst();
    }

    @Override
    public void notBegun(UUID taskId) {
        tellAll(taskId, listener -> listener.notBegun(taskId));
    }

    @Override
    public void created(Delegation delegation) {
        tellAll(delegation.taskId(), listener -> listener.created(delegation));
    }

    @Override
    public void sending(Delegation delegation) {
        tellAll(delegation.taskId(), listener -> listener.sending(delegation));
    }

    @Override
    public void changed(Delegation delegation) {
        tellAll(delegation.taskId(), listener -> listener.changed(delegation));
    }

    @Override
    public void finished(Delegation delegation) {
        tellAll(delegation.taskId(), listener -> listener.finished(delegation));
    }

    @Override
    public void resumed(Delegation delegation) {
        tellAll(delegation.taskId(), listener -> listener.resumed(delegation));
    }

    @Override
    public void left(Delegation delegation) {
        tellAll(delegation.taskId(), listener -> listener.left(delegation));
    }

    private void tellAll(UUID taskId, Consumer<DelegationListener> telling) {
        for (DelegationListener listener : listeners) {
            try {
                telling.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("a listener broke when told of delegation {}", taskId, e);
            }
        }
    }
}
