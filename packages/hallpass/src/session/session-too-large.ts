/** What a session carries (policies, tags, the login) does not fit into a session token. */
export class SessionTooLarge extends Error {
  override readonly name = 'SessionTooLarge'
}
