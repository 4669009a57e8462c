// Apart from the other failures, which know the driver: what runs without PostgreSQL knows these.

/** The connection is gone, or never was: what was under way on it is undone, unless it was being committed. */
export class ConnectionLost extends Error {
  override readonly name: string = 'ConnectionLost'
}

/** No answer came in time. The connection is given up, and whoever tried again would wait as long again. */
export class Unanswered extends ConnectionLost {
  override readonly name = 'Unanswered'
}

/** The database, or a turn, was waited for as long as anybody waits. */
export class WaitedInVain extends Error {
  override readonly name = 'WaitedInVain'
}
