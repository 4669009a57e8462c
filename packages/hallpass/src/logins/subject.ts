/**
 * Whether a value may be a user's name at a provider: 1 to 255 UTF-16 code units of well-formed Unicode without control characters.
 * Source: OpenID Connect Core 1.0, section 2 (`sub`).
 */
export function isSubject(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 255 && /^[^\p{Cc}\p{Cs}]+$/u.test(value)
}
