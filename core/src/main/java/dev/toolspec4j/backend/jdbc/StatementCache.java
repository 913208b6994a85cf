package dev.toolspec4j.backend.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps its prepared statements for the next time they are asked for. SQLite's driver compiles a
 * statement whenever it is prepared, which takes longer than running most of ours. Like any connection, for one thread
 * at a time.
 */
final class StatementCache implements InvocationHandler {
    private static final int MOST = 64;

    private final Connection connection;
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>(MOST, 0.75f, true);

    private StatementCache(Connection connection) {
        this.connection = connection;
    }

    static Connection on(Connection connection) {
        return proxy(Connection.class, new StatementCache(connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("prepareStatement") && arguments != null && arguments.length == 1) {
            return prepare((String) arguments[0]);
        }
        if (method.getName().equals("close")) {
            closeAll();
        }
        return delegate(connection, method, arguments);
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = idle.remove(sql);
        return proxy(PreparedStatement.class, new Lent(sql, known == null ? connection.prepareStatement(sql) : known));
    }

    /** Takes a statement back; a second one of the same text, which was lent meanwhile, is not needed. */
    private void giveBack(String sql, PreparedStatement statement) throws SQLException {
        PreparedStatement surplus = idle.put(sql, statement);
        if (surplus != null) {
            surplus.close();
        }
        if (idle.size() > MOST) {
            String oldest = idle.keySet().iterator().next();
            PreparedStatement evicted = idle.remove(oldest);
            if (evicted != null) {
                evicted.close();
            }
        }
    }

    private void closeAll() throws SQLException {
        List<PreparedStatement> statements = new ArrayList<>(idle.values());
        idle.clear();
        for (PreparedStatement statement : statements) {
            statement.close();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(StatementCache.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object delegate(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** A statement in use; closing it gives it back, its rows closed and its values forgotten. */
    private final class Lent implements InvocationHandler {
        private final String sql;
        private final PreparedStatement statement;
        private final List<AutoCloseable> results = new ArrayList<>(1);
        private boolean closed;

        Lent(String sql, PreparedStatement statement) {
            this.sql = sql;
            this.statement = statement;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("isClosed")) {
                return closed;
            }
            if (method.getName().equals("close")) {
                close();
                return closed;
            }
            if (closed) {
                throw new SQLException("the statement is closed: " + sql);
            }
            Object result = delegate(statement, method, arguments);
            if (result instanceof AutoCloseable rows) {
                results.add(rows);
            }
            return result;
        }

        private void close() throws Exception {
            if (closed) {
                return;
            }
            closed = true;
            for (AutoCloseable rows : results) {
                rows.close();
            }
            statement.clearParameters();
            giveBack(sql, statement);
        }
    }
}
