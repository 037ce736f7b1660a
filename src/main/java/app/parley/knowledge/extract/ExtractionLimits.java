package app.parley.knowledge.extract;

import java.time.Duration;

/**
 * What reading one file may take.
 *
 * @param memoryMegabytes of the process's heap
 * @param diskBytes of any file that it writes
 * @param textLimit the most characters
 */
public record ExtractionLimits(Duration time, int memoryMegabytes, long diskBytes, int textLimit) {}
