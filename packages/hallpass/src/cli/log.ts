import { type DestinationStream, destination, type Logger, pino } from 'pino'

/** Standard error: standard output holds the readiness line and nothing else. */
const standardError = 2

/** How long a line waits for others to be written with, milliseconds. */
const longestWait = 20
/** How much waits at most, characters. */
const longestBatch = 64 * 1024

/** The structured log: JSON lines into a file descriptor, or appended to a file. */
export function openLog(to: number | string = standardError): Logger {
  return pino({ name: 'hallpass' }, inBatches(destination({ dest: to, sync: true })))
}

/**
 * Writes lines together: a call of the system for each would be a tenth of what a request costs. None is lost when the process ends, by an
 * error or not; those of the last moments are where it is killed, or runs out of memory.
 */
function inBatches(file: DestinationStream): DestinationStream {
  let lines = ''
  const write = () => {
    const written = lines
    lines = ''
    if (written !== '') file.write(written)
  }
  process.once('exit', write)
  return {
    write(line) {
      if (lines === '') setTimeout(write, longestWait).unref()
      lines += line
      if (lines.length >= longestBatch) write()
    },
  }
}
