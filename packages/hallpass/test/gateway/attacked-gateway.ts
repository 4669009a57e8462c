import { test as base } from 'vitest'
import { type MemoryStore, startMemoryStore } from '../counterparts/memory-store.ts'
import { newUser } from '../iam-users.ts'
import { exchange } from '../support/raw-connection.ts'
import type { SigningCredentials } from '../support/sign-request.ts'
import { type GatewayOf, startGatewayOf } from './gateway-of.ts'
import { outcome, type RawRequest, rawS3Bytes } from './raw-s3.ts'

/** A gateway before a store in memory, and a user who may read below `photos/read/` and write below `photos/write/`, and nothing else. */
export interface AttackedGateway extends GatewayOf {
  readonly store: MemoryStore
  readonly narrow: SigningCredentials
  readonly root: SigningCredentials
  /** Sends a request as bytes; the answer as text. Signed by the user unless told otherwise. */
  raw(request: RawRequest, credentials?: SigningCredentials): Promise<string>
  /** The same; status and code of the answer. */
  outcome(request: RawRequest, credentials?: SigningCredentials): Promise<string>
}

export async function startAttackedGateway(): Promise<AttackedGateway> {
  const store = await startMemoryStore()
  const gateway = await startGatewayOf({ url: store.url, profile: 'generic' }, { domain: 's3.example.test' })
  const { credentials: narrow } = await newUser(gateway.hallpass, [
    { Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/read/*' },
    { Action: 's3:PutObject', Resource: 'arn:aws:s3:::photos/write/*' },
  ])
  const raw = (request: RawRequest, credentials = narrow) => exchange(gateway.url, rawS3Bytes(gateway.url, request, credentials))
  return {
    ...gateway,
    store,
    narrow,
    root: gateway.hallpass.server.rootAccessKey,
    raw,
    outcome: async (request, credentials) => outcome(await raw(request, credentials)),
    async close() {
      await gateway.close()
      await store.close()
    },
  }
}

/** `test` with such a gateway that lives as long as the test file. */
export const test = base.extend<{ gateway: AttackedGateway }>({
  gateway: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const gateway = await startAttackedGateway()
      await use(gateway)
      await gateway.close()
    },
    { scope: 'file' },
  ],
})
