/** The database cannot be opened or used; the message says why, and what to do about it. */
export class StoreUnavailable extends Error {
  override readonly name: string = 'StoreUnavailable'
}

/** The disk of the database is full: it can be used again once there is room, without another setting. */
export class DiskFull extends StoreUnavailable {
  override readonly name = 'DiskFull'
}
