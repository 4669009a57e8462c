/** What a login proves: who somebody is at one provider. It is the key under which an identity is found again. */
export interface Login {
  /** The key in `Logins`: `accounts.google.com`, `auth.example.com/realms/x`, a developer provider name, … */
  readonly provider: string
  /** The user's own, never reused name at that provider (the `sub` claim, a user id). */
  readonly subject: string
}

export function sameLogin(a: Login, b: Login): boolean {
  return a.provider === b.provider && a.subject === b.subject
}
