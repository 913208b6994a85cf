package dev.toolspec4j.mcp;

import java.beans.PropertyChangeListener;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Lets the servlet see the classes of the application round it. The container's own loader is made for applications
 * that come and go: it looks for leaks when it stops, through doors that the JDK keeps shut.
 */
final class PlainLoader implements Loader {
    private final ClassLoader classes;
    private @Nullable Context context;
    private boolean delegate = true;

    PlainLoader(ClassLoader classes) {
        this.classes = classes;
    }

    @Override
    public ClassLoader getClassLoader() {
        return classes;
    }

    @Override
    public Context getContext() {
        return Objects.requireNonNull(context, "context");
    }

    @Override
    public void setContext(Context served) {
        this.context = served;
    }

    @Override
    public boolean getDelegate() {
        return delegate;
    }

    @Override
    public void setDelegate(boolean first) {
        this.delegate = first;
    }

    @Override
    public boolean modified() {
        return false;
    }

    @Override
    public void backgroundProcess() {
        // Classes do not change here, so there is nothing to look after.
    }

    @Override
    public void addPropertyChangeListener(PropertyChangeListener listener) {
        // No property changes, so no listener has anything to hear.
    }

    @Override
    public void removePropertyChangeListener(PropertyChangeListener listener) {
        // None was added.
    }
}
