import type { Caller } from '../session/caller.ts'
import type { AuthenticationRefusal } from '../sigv4/authentication-refusal.ts'
import { type Authorization, readAuthorization, type SignatureRefusal } from '../sigv4/read-authorization.ts'
import type { SignedRequest } from '../sigv4/signed-request.ts'
import { verifySignature } from '../sigv4/verify-signature.ts'
import { findHolder, type HolderPorts } from './find-holder.ts'
import type { RecordKeyUse } from './record-key-use.ts'
import type { SigningKeys } from './signing-keys.ts'

/** How far a caller's clock may be off, minutes. Source: messages of the real services. */
const toleranceMinutes = { 'cognito-identity': 5, sts: 15, iam: 15 } as const

export type Authentication =
  | { readonly kind: 'caller'; readonly caller: Caller }
  | { readonly kind: 'refused'; readonly reason: AuthenticationRefusal; readonly message: string }

export interface AuthenticationPorts extends HolderPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly recordKeyUse: RecordKeyUse
  readonly signingKeys: SigningKeys
}

/** Who signed the request. An unknown key is answered only after a signature was computed, as long as for a known one. */
export async function authenticate(
  request: SignedRequest,
  service: keyof typeof toleranceMinutes,
  ports: AuthenticationPorts,
): Promise<Authentication> {
  const now = ports.now()
  const authorization = readAuthorization(request, { service, now, toleranceMinutes: toleranceMinutes[service] })
  if (authorization.kind !== 'signed') return { kind: 'refused', reason: authorization.kind, message: authorization.message }

  return findSigner(authorization, (key) => verifySignature(request, authorization, key), ports)
}

/**
 * The holder of the credentials that a request names.
 * @param refusalBy why what a secret signs with cannot have made the signature; undefined: it has
 */
export async function findSigner(
  authorization: Pick<Authorization, 'accessKeyId' | 'sessionToken' | 'scope'>,
  refusalBy: (signingKey: Uint8Array) => SignatureRefusal | undefined,
  ports: AuthenticationPorts,
): Promise<Authentication> {
  const holder = await findHolder(authorization, ports)
  let mismatch: SignatureRefusal | undefined
  ports.signingKeys.find(authorization, holder?.secretAccessKey, (key) => {
    mismatch = refusalBy(key)
    return mismatch === undefined
  })
  if (holder === undefined) {
    return { kind: 'refused', reason: 'unknown-key', message: 'The security token included in the request is invalid.' }
  }
  if (holder.expiresAt !== undefined && holder.expiresAt * 1000 <= ports.now()) {
    return { kind: 'refused', reason: 'session-expired', message: 'The security token included in the request is expired' }
  }
  if (mismatch !== undefined) return { kind: 'refused', reason: mismatch.kind, message: mismatch.message }
  if (holder.accessKey !== undefined) ports.recordKeyUse(holder.accessKey, authorization.scope)
  return { kind: 'caller', caller: holder.caller }
}
