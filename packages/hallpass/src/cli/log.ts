import { type DestinationStream, destination, type Logger, pino } from 'pino'

/** Standard error: standard output holds the readiness line and nothing else. */
const standardError = 2

/** The structured log: JSON lines into a file descriptor, or appended to a file. */
export function openLog(to: number | string = standardError): Logger {
  return pino({ name: 'hallpass' }, inTurns(destination({ dest: to, sync: true })))
}

/** Writes at once what was logged in one turn of the event loop: no line is lost however the process ends, unless it is killed in that very turn. */
function inTurns(file: DestinationStream): DestinationStream {
  let lines = ''
  const write = () => {
    const written = lines
    lines = ''
    if (written !== '') file.write(written)
  }
  process.once('exit', write)
  return {
    write(line) {
      if (lines === '') setImmediate(write)
      lines += line
    },
  }
}
