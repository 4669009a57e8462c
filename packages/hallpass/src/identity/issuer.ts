/** Whether two issuers are the same, character for character, but for one trailing slash. */
export function sameIssuer(one: string, other: string): boolean {
  return withoutTrailingSlash(one) === withoutTrailingSlash(other)
}

/** The address of one of an issuer's well-known documents. Source: OpenID Connect Discovery 1.0, section 4. */
export function wellKnown(issuer: string, document: string): string {
  return `${withoutTrailingSlash(issuer)}/.well-known/${document}`
}

export function withoutTrailingSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}

/** The issuer that a provider's name stands for: plain http where its host is loopback, https everywhere else. */
export function issuerOf(name: string): string {
  return isLoopback(`http://${name}`) ? `http://${name}` : `https://${name}`
}

/** Whether keys may be fetched from here: over https, or over plain http from a loopback host. */
export function isSafeAddress(address: string): boolean {
  return address.startsWith('https://') || (address.startsWith('http://') && isLoopback(address))
}

export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname } = new URL(address)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/** An issuer without its scheme: the provider's name, which is its key in `Logins` and the end of its ARN. */
export function withoutScheme(issuer: string): string {
  return issuer.replace(/^https?:\/\//, '')
}
