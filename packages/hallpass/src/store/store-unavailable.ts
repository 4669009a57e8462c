/** The database cannot be opened or used; the message says why, and what to do about it. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
