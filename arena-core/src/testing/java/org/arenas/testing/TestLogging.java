package org.arenas.testing;

import ch.qos.logback.classic.BasicConfigurator;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;

/**
 * Logs warnings and errors of a test run to the console; Logback finds this class as a service.
 *
 * <p>Not a configuration file: reading one loads optional appenders of Logback, whose missing dependencies make
 * Lincheck complain when it instruments the classes that are loaded.
 */
public final class TestLogging extends BasicConfigurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        super.configure(context);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
