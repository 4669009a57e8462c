import type { ParsedUrl } from './util-types.ts'

/**
 * The parts of a URL with a scheme, as it is written: unlike `URL` it keeps a port that is the scheme's own, which belongs to the `Host`
 * that is sent and signed.
 */
export function parseUrl(url: string): ParsedUrl {
  const [, scheme = '', auth, host = '', ip, name = '', port, rest = '', search, hash] =
    /^(\w+:)\/\/(?:([^@/?#]*)@)?((?:\[([^\]]*)\]|([^/?#:]*))(?::(\d+))?):?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url.trim()) ?? []
  const protocol = scheme.toLowerCase()
  const pathname = escapeUnsafe(rest.startsWith('/') ? rest : `/${rest}`)
  const path = pathname + escapeUnsafe(search ?? '')
  return {
    slashes: true,
    auth: auth ?? null,
    hash: hash ?? null,
    search: search ?? null,
    query: search?.slice(1) ?? null,
    protocol,
    host: host.toLowerCase(),
    port: port ?? null,
    hostname: (ip ?? name).toLowerCase(),
    pathname,
    path,
    href: `${protocol}//${auth === undefined ? '' : `${auth}@`}${host.toLowerCase()}${path}${hash ?? ''}`,
  }
}

function escapeUnsafe(text: string): string {
  return text.replace(/[\s"'<>\\^`{|}]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}
