import type { Evidence } from './evidence.ts'
import { actionFault, type Inquiry, type Malformed, malformed, resourceFault } from './inquiry.ts'
import { readContext } from './read-context.ts'
import { readDescribedRequest } from './read-described-request.ts'
import { isRecord, unknownMember } from './record.ts'

/** The longest body of a call, bytes: the headers of a request, several times over. */
const longestBody = 256 * 1024

const members = ['request', 'session', 'service', 'action', 'resource', 'context']

/** Reads the body of `POST /authorize`. Members that are not known are refused: one that is misspelt would count for nothing. */
export function readInquiry(body: Uint8Array): Inquiry | Malformed {
  if (body.length > longestBody) return malformed(`The body has more than ${longestBody} bytes.`)
  const call = parseJson(body)
  if (!isRecord(call)) return malformed('The body must be a JSON object.')
  const unknown = unknownMember(call, members)
  if (unknown !== undefined) return malformed(`There is no member ${JSON.stringify(unknown)}; known are ${members.join(', ')}.`)

  const { action, resource } = call
  if (typeof action !== 'string' || typeof resource !== 'string') return malformed('The members action and resource must be texts.')
  const fault = actionFault(action) ?? resourceFault(resource)
  if (fault !== undefined) return malformed(fault)
  const context = readContext(call['context'])
  if (context.kind === 'malformed') return context
  const evidence = readEvidence(call)
  if (evidence.kind === 'malformed') return evidence
  return { kind: 'inquiry', evidence, action, resource, context: context.entries }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function readEvidence({ request, session, service }: Readonly<Record<string, unknown>>): Evidence | Malformed {
  if ((request === undefined) === (session === undefined)) return malformed('Give either request or session.')
  if (service !== undefined && (typeof service !== 'string' || !/^[\w-]{1,64}$/.test(service))) {
    return malformed('The member service must be the name in the credential scope, such as execute-api.')
  }
  if (session !== undefined) return readSession(session, service)
  const read = readDescribedRequest(request)
  if (read.kind === 'malformed') return read
  return { kind: 'signed-request', request: read.request, service, bodySha256: read.bodySha256 }
}

function readSession(session: unknown, service: string | undefined): Evidence | Malformed {
  if (service !== undefined) return malformed('The member service goes with request; a bearer token is for an audience.')
  if (!isRecord(session) || unknownMember(session, ['token', 'audience']) !== undefined) {
    return malformed('The member session must be {"token": …, "audience": …}.')
  }
  const { token, audience } = session
  if (typeof token !== 'string' || typeof audience !== 'string' || !/^[\x21-\x7e]{1,256}$/.test(audience)) {
    return malformed('The members token and audience of session must be texts; the audience has no blanks.')
  }
  return { kind: 'bearer', token, audience, request: undefined }
}
