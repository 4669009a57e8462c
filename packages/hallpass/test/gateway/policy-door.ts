import { PutUserPolicyCommand } from '@aws-sdk/client-iam'
import { test as base } from 'vitest'
import { type AnsweringStore, startAnsweringStore } from '../counterparts/answering-store.ts'
import { type NewUser, newUser, policyOf, type StatementInput } from '../iam-users.ts'
import { type GatewayOf, startGatewayOf } from './gateway-of.ts'
import { sendSigned, type WireRequest } from './signed-exchange.ts'

/** A gateway before a store that says yes, and a user whose policy the test says. */
export interface PolicyDoor {
  readonly gateway: GatewayOf
  readonly store: AnsweringStore
  readonly user: NewUser
  /** From now on the user may do what these statements say, and nothing else. */
  permit(...statements: readonly StatementInput[]): Promise<void>
  /** The status of the answer. */
  ask(method: string, target: string, headers?: Record<string, string>, body?: string): Promise<number>
}

export const test = base.extend<{ door: PolicyDoor }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
  door: async ({}, use) => {
    const store = await startAnsweringStore()
    const gateway = await startGatewayOf({ url: store.url, profile: 'generic' }, {}, { trustedProxies: [] })
    const user = await newUser(gateway.hallpass, [], { tags: [{ Key: 'team', Value: 'blue' }] })
    await use({
      ...{ gateway, store, user },
      async permit(...statements) {
        const policy = { UserName: user.name, PolicyName: 'p', PolicyDocument: policyOf(...statements) }
        await gateway.hallpass.iam.send(new PutUserPolicyCommand(policy))
      },
      async ask(method, target, headers = {}, body = '') {
        const request: WireRequest = { method, target, headers, body }
        return (await sendSigned(gateway.url, request, user.credentials)).status
      },
    })
    await gateway.close()
    await store.close()
  },
})

/** A statement that allows everything. */
export const all: StatementInput = { Action: 's3:*' }

/** One that denies everything that meets a condition. */
export function denied(Condition: Record<string, unknown>): StatementInput {
  return { Effect: 'Deny', Action: 's3:*', Condition }
}
