package dev.toolspec4j.backend.jdbc;

/** How a database is named in messages. */
final class StoreLocation {
    private StoreLocation() {}

    /** Returns the URL without its parameters and user info, which may hold credentials. */
    static String ofUrl(String url) {
        int parameters = url.indexOf('?');
        String bare = parameters < 0 ? url : url.substring(0, parameters);
        return bare.replaceFirst("//[^/@]*@", "//");
    }
}
