import type { IncomingMessage } from 'node:http'
import { requestTarget } from '../../s3/request-target.ts'
import { escapeXml } from '../../xml/escape-xml.ts'
import { sharingHeaders } from '../cors.ts'
import type { GatewayRequest } from '../gateway-request.ts'
import type { GatewayContext } from '../judge.ts'
import { ownOrigin } from '../own-names.ts'
import { identity } from '../refuse.ts'

/** Says that a form's file was stored, in the way that the form asks for: a redirect, or a status of its choice. */
export function answerForm(
  stored: IncomingMessage,
  object: { readonly bucket: string; readonly key: string },
  fields: ReadonlyMap<string, string>,
  received: GatewayRequest,
  { origins }: GatewayContext,
): undefined {
  stored.resume()
  const { etag = '' } = stored.headers
  const { path } = requestTarget({ address: { kind: 'object', ...object }, subresource: undefined, parameters: new Map() })
  const location = `${ownOrigin(received)}${path}`
  const redirect = redirectOf(fields.get('success_action_redirect') ?? fields.get('redirect'), { ...object, etag })
  const asked = fields.get('success_action_status')
  const status = redirect === undefined ? (asked === '200' ? 200 : asked === '201' ? 201 : 204) : 303
  const document =
    status === 201 ? Buffer.from(postResponse({ Location: location, Bucket: object.bucket, Key: object.key, ETag: etag })) : undefined
  const headers = {
    ...identity(received.id),
    ...(etag !== '' && { etag }),
    location: redirect ?? location,
    ...(document !== undefined && { 'content-type': 'application/xml' }),
    ...(status !== 204 && { 'content-length': String(document?.length ?? 0) }),
  }
  received.response.writeHead(status, { ...headers, ...sharingHeaders(received.headers, origins, Object.keys(headers)) })
  received.response.end(document)
}

function redirectOf(address: string | undefined, parameters: Readonly<Record<string, string>>): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return /^https?:$/.test(url.protocol) ? url.href : undefined
}

function postResponse(members: Readonly<Record<string, string>>): string {
  const texts = Object.entries(members).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`)
  return `<?xml version="1.0" encoding="UTF-8"?><PostResponse>${texts.join('')}</PostResponse>`
}
