package dev.toolspec4j.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** What to tell people about a file that cannot be used; Java's own messages are often only the path. */
final class FileTrouble {
    private FileTrouble() {}

    static String describe(IOException trouble) {
        if (trouble instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile() + "; check the path";
        }
        if (trouble instanceof AccessDeniedException denied) {
            return "no permission to use " + denied.getFile() + "; check its owner and mode";
        }
        if (trouble instanceof FileAlreadyExistsException taken) {
            return "the file " + taken.getFile() + " exists already; choose another name";
        }
        if (trouble instanceof CharacterCodingException) {
            return "the file holds bytes that are not UTF-8; save it as UTF-8";
        }
        return "input or output failed: " + trouble;
    }
}
