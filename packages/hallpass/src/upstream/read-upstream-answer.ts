import type { Credentials } from '../session/credentials.ts'
import { parseXml } from '../xml/parse-xml.ts'
import { onlyElement, textOf, type XmlElement } from '../xml/xml-element.ts'

/** What the body of an answer says; `unusable`: nothing that an STS would say. */
export type ReadAnswer =
  | { readonly kind: 'credentials'; readonly credentials: Credentials }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'unusable' }

/**
 * Reads an answer to `AssumeRoleWithWebIdentity`: credentials where the status is 200, else an error, alone (Ceph) or in an
 * `ErrorResponse`. Namespaces differ from one STS to the next. Source: STS API reference, "AssumeRoleWithWebIdentity", "Common Errors".
 */
export function readUpstreamAnswer(status: number, body: string): ReadAnswer {
  const root = parseXml(body, { depth: 8, nodes: 200, elementNames: 50, comments: 10 })
  if (root === undefined) return unusable
  return status === 200 ? readCredentials(root) : readError(root)
}

const unusable = { kind: 'unusable' } as const

function readCredentials(root: XmlElement): ReadAnswer {
  if (root.name !== 'AssumeRoleWithWebIdentityResponse') return unusable
  const result = only(root, 'AssumeRoleWithWebIdentityResult')
  const held = result && only(result, 'Credentials')
  const text = (name: string) => textOf((held && only(held, name)) ?? nothing)
  const accessKeyId = text('AccessKeyId')
  const secretAccessKey = text('SecretAccessKey')
  const sessionToken = text('SessionToken')
  const expiresAt = Math.floor(Date.parse(dateTime.test(text('Expiration')) ? text('Expiration') : '') / 1000)
  const isWhole = /^\w{16,128}$/.test(accessKeyId) && visible.test(secretAccessKey) && visible.test(sessionToken)
  return isWhole && Number.isFinite(expiresAt)
    ? { kind: 'credentials', credentials: { accessKeyId, secretAccessKey, sessionToken, expiresAt } }
    : unusable
}

function readError(root: XmlElement): ReadAnswer {
  const error = root.name === 'ErrorResponse' ? only(root, 'Error') : root
  if (error === undefined || error.name !== 'Error') return unusable
  const [code, message] = ['Code', 'Message'].map((name) => textOf(only(error, name) ?? nothing))
  return code !== undefined && /^[\w.]{1,64}$/.test(code) ? { kind: 'error', code, message: message ?? '' } : unusable
}

/** The one child of this name in the namespace of its parent; undefined where there is none, or several. */
function only(parent: XmlElement, name: string): XmlElement | undefined {
  return onlyElement(parent, parent.namespace, name)
}

const nothing: XmlElement = { namespace: '', name: '', attributes: [], content: [], hasComment: false }

/** What goes into a header, and is not empty. */
const visible = /^[\x21-\x7e]{1,16384}$/
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/
