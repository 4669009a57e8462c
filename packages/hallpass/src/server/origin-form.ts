/**
 * A target without scheme and host: clients that take us for a proxy send them.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
 */
export function originForm(target: string): string {
  const [scheme] = /^https?:\/\/[^/?#]*/i.exec(target) ?? []
  if (scheme === undefined) return target
  const rest = target.slice(scheme.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}
