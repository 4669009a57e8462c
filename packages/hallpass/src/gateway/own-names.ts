import { escapeXml } from '../xml/escape-xml.ts'
import type { Backend } from './backend/backend.ts'
import type { GatewayRequest } from './gateway-request.ts'
import { hostId } from './refuse.ts'

type Named = Pick<GatewayRequest, 'id' | 'head' | 'headers' | 'client'>

/** A document of the store's with the ids of our request, and with where the caller finds things in place of where the gateway does. */
export function withOwnNames(document: string, request: Named, backend: Pick<Backend, 'origin'>): string {
  const here = `${ownOrigin(request)}${request.head.path}`
  const named = document
    .replace(/<RequestId>[^<]*<\/RequestId>/, () => `<RequestId>${request.id}</RequestId>`)
    .replace(/<HostId>[^<]*<\/HostId>/, () => `<HostId>${hostId}</HostId>`)
    .replace(/<Location>[^<]*<\/Location>/, () => `<Location>${escapeXml(here)}</Location>`)
  return withOwnHost(named, request, backend)
}

/** A text without the store's address. */
export function withOwnHost(text: string, request: Named, { origin }: Pick<Backend, 'origin'>): string {
  const host = escapeXml(request.headers.host ?? '')
  return text.replaceAll(origin, () => escapeXml(ownOrigin(request))).replaceAll(new URL(origin).host, () => host)
}

export function ownOrigin({ headers, client }: Named): string {
  return `${client.isSecure ? 'https' : 'http'}://${headers.host ?? ''}`
}
