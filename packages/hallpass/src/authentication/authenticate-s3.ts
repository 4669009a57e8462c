import { type ChunkSigner, chunkSigner } from '../s3/chunk-signature.ts'
import { readS3Authorization } from '../s3/read-s3-authorization.ts'
import type { Anonymous, S3Authorization } from '../s3/s3-authorization.ts'
import { s3CanonicalRequest } from '../s3/s3-canonical-request.ts'
import { fault, type S3Fault, signatureDoesNotMatch } from '../s3/s3-fault.ts'
import type { SignedHead } from '../s3/signed-head.ts'
import type { Caller } from '../session/caller.ts'
import { isSameText } from '../sigv4/is-same-text.ts'
import { signature } from '../sigv4/signature.ts'
import type { AuthenticationPorts } from './authenticate.ts'
import { findHolder } from './find-holder.ts'

/** Who signed the head of a request, and by what its body is to be checked. */
export interface S3Authentication extends Pick<S3Authorization, 'authType' | 'signedAt' | 'contentSha256'> {
  readonly kind: 'caller'
  readonly caller: Caller
  /** Signs the chunks of the body, as far as it is signed in chunks. */
  readonly chunks: ChunkSigner
}

/** Who signed the head of a request to S3. An unknown key is answered only after a signature was computed, as long as for a known one. */
export async function authenticateS3(head: SignedHead, ports: AuthenticationPorts): Promise<S3Authentication | Anonymous | S3Fault> {
  const now = ports.now()
  const authorization = readS3Authorization(head, now)
  if (authorization.kind !== 'signed') return authorization
  const { authType, signedAt, contentSha256, signedHeaders, date, scope } = authorization
  const canonical = s3CanonicalRequest(head, signedHeaders, contentSha256)
  const refusedOrHeld = await findS3Holder(authorization, ports, (key) =>
    isSameText(signature(key, canonical, date, scope), authorization.signature),
  )
  if (refusedOrHeld.kind === 'fault') return refusedOrHeld
  const { caller, signingKey } = refusedOrHeld
  return { kind: 'caller', caller, authType, signedAt, contentSha256, chunks: chunkSigner(authorization, signingKey) }
}

/**
 * The holder of these credentials, whose secret made the signature.
 * @param isSignedBy whether what a secret signs with did
 */
export async function findS3Holder(
  authorization: Pick<S3Authorization, 'accessKeyId' | 'sessionToken' | 'scope'>,
  ports: AuthenticationPorts,
  isSignedBy: (signingKey: Uint8Array) => boolean,
): Promise<{ readonly kind: 'holder'; readonly caller: Caller; readonly signingKey: Uint8Array } | S3Fault> {
  const holder = await findHolder(authorization, ports)
  const signingKey = ports.signingKeys.find(authorization, holder?.secretAccessKey, isSignedBy)
  if (holder === undefined) return isTemporary(authorization) ? invalidToken() : unknownKey()
  if (holder.expiresAt !== undefined && holder.expiresAt * 1000 <= ports.now()) {
    return fault('ExpiredToken', 400, 'The provided token has expired.')
  }
  if (signingKey === undefined) return signatureDoesNotMatch()
  if (holder.accessKey !== undefined) ports.recordKeyUse(holder.accessKey, authorization.scope)
  return { kind: 'holder', caller: holder.caller, signingKey }
}

function isTemporary({ accessKeyId, sessionToken }: Pick<S3Authorization, 'accessKeyId' | 'sessionToken'>): boolean {
  return sessionToken !== undefined || accessKeyId.startsWith('ASIA')
}

function invalidToken(): S3Fault {
  return fault('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.')
}

function unknownKey(): S3Fault {
  return fault('InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.')
}
