package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;

/**
 * How much a body may be.
 *
 * @param sentence what whoever sends more is told
 */
record BodyLimit(long bytes, String sentence) {
    ParleyException exceeded() {
        return new ParleyException(ErrorCode.TOO_LARGE, sentence);
    }
}
