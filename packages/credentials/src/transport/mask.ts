/** A text of the service's, fit to be shown: without the secrets of the request, which an unfriendly service may repeat, and not endless. */
export function mask(text: string, secrets: readonly string[]): string {
  // A short one, such as a test's, would take ordinary words with it.
  const masked = secrets.reduce((rest, secret) => (secret.length < 8 ? rest : rest.replaceAll(secret, '***')), text)
  return masked.slice(0, 2_000)
}
