import { destination, type Logger, pino } from 'pino'

/** Standard error: standard output holds the readiness line and nothing else. */
const standardError = 2

/** The structured log: JSON lines into a file descriptor, or appended to a file. */
export function openLog(to: number | string = standardError): Logger {
  // Synchronous, so that no line is lost however the process ends.
  return pino({ name: 'hallpass' }, destination({ dest: to, sync: true }))
}
