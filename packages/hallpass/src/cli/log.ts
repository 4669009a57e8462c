import { destination, type Logger, pino } from 'pino'

/** The structured log: JSON lines on standard error, because standard output holds the readiness line and nothing else. */
export function openLog(): Logger {
  // Synchronous, so that no line is lost however the process ends.
  return pino({ name: 'hallpass' }, destination({ fd: 2, sync: true }))
}
