import { PutUserPolicyCommand } from '@aws-sdk/client-iam'
import { test as base, describe, expect } from 'vitest'
import { findDenial } from '../../src/server/denial-log.ts'
import { type AnsweringStore, startAnsweringStore } from '../counterparts/answering-store.ts'
import { type NewUser, newUser, policyOf, type StatementInput } from '../iam-users.ts'
import { type GatewayOf, startGatewayOf } from './gateway-of.ts'
import { objects, serviceAndBuckets } from './requests.ts'
import { readTable, type TableRow } from './requests-table.ts'
import { sendSigned, type WireAnswer } from './signed-exchange.ts'

interface Door {
  readonly gateway: GatewayOf
  readonly store: AnsweringStore
  readonly user: NewUser
  /** Sends a request while the user may do what these statements say, and nothing else. */
  ask(row: TableRow, ...statements: readonly StatementInput[]): Promise<WireAnswer>
}

const test = base.extend<{ door: Door }>({
  door: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const store = await startAnsweringStore()
      const gateway = await startGatewayOf({ url: store.url, profile: 'generic' })
      const user = await newUser(gateway.hallpass)
      const ask: Door['ask'] = async ({ request }, ...statements) => {
        const PolicyDocument = escaped(policyOf(...statements))
        await gateway.hallpass.iam.send(new PutUserPolicyCommand({ UserName: user.name, PolicyName: 'p', PolicyDocument }))
        store.received.length = 0
        return sendSigned(gateway.url, request, user.credentials)
      }
      await use({ gateway, store, user, ask })
      await gateway.close()
      await store.close()
    },
    { scope: 'file' },
  ],
})

const rows = [...readTable(serviceAndBuckets), ...readTable(objects)].map((row) => [row.line, row] as const)
const nothing: StatementInput = { Action: 's3:GetObjectTorrent', Resource: 'arn:aws:s3:::nowhere/*' }

describe('S3 §3 §4 each request', () => {
  test('is one of many', () => {
    expect(new Set(rows.map(([line]) => line)).size).toBeGreaterThanOrEqual(120)
  })

  test.for(rows)('%s passes where all that it asks is allowed, and is sent as decided', async ([, row], { door }) => {
    const answer = await door.ask(row, ...row.asked.map(allowed))
    expect(answer).toMatchObject({ status: 200, body: '' })
    const [sent, ...others] = door.store.received
    expect(`${sent?.method} ${sent?.target}`).toBe(row.sent.line)
    expect(ownHeaders(sent?.headers ?? {})).toEqual(row.sent.headers)
    expect(sent?.body.toString()).toBe(row.request.body ?? '')
    expect(others).toEqual([])
  })

  test.for(rows)('%s is refused where any of it is not allowed, and the store is not asked', async ([, row], { door }) => {
    for (const missing of row.asked) {
      const { action, resource } = missing
      const others = row.asked.filter((each) => each !== missing)
      const elsewhere = { Action: action, Resource: resource === '*' ? 'arn:aws:s3:::*' : `${resource}x` }
      for (const refusing of [
        [nothing, ...others.map(allowed)],
        [...others.map(allowed), elsewhere],
        [...others.map(allowed), { NotAction: action, Resource: '*' }],
        [...row.asked.map(allowed), { Effect: 'Deny', Action: action, Resource: resource }],
      ]) {
        const answer = await door.ask(row, ...refusing)
        expect(answer.status, JSON.stringify(refusing)).toBe(403)
        if (row.request.method !== 'HEAD') {
          const shown = resource === '*' ? '*' : `"${resource}"`
          expect(messageOf(answer)).toContain(`${door.user.arn} is not authorized to perform: ${action} on resource: ${shown} `)
        }
      }
    }
    expect(door.store.received).toEqual([])
  })

  test.for(rows)('%s is judged with its condition keys, and no others', async ([, row], { door }) => {
    const { headers } = await door.ask(row, nothing)
    const denial = await findDenial(door.gateway.hallpass.dataDir, String(headers['x-amz-request-id']))
    const ofS3 = Object.entries(denial?.context ?? {}).filter(([key]) => key.toLowerCase().startsWith('s3:'))
    const found = Object.fromEntries(ofS3.map(([key, value]) => [key.slice(3).toLowerCase(), [value].flat().join()]))
    const { authtype, signatureversion, resourceaccount, ['x-amz-content-sha256']: hash, ...own } = found
    expect({ authtype, signatureversion, resourceaccount }).toEqual({
      authtype: 'REST-HEADER',
      signatureversion: 'AWS4-HMAC-SHA256',
      resourceaccount: denial?.context['aws:principalaccount'] ?? denial?.context['aws:PrincipalAccount'],
    })
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    const { ['object-lock-remaining-retention-days']: days, ...told } = own
    expect(told).toEqual(Object.fromEntries(Object.entries(row.keys).map(([key, value]) => [key.toLowerCase(), value])))
    expect(days !== undefined).toBe('object-lock-retain-until-date' in row.keys)
  })

  const conditioned = rows.filter(([, { keys }]) => Object.keys(keys).length > 0)
  test.for(conditioned)('%s passes where its condition keys are asked for, and is refused where another value is', async ([, row], {
    door,
  }) => {
    for (const [key, value] of Object.entries(row.keys)) {
      const isList = key === 'RequestObjectTagKeys'
      const operator = isList ? 'ForAllValues:StringEquals' : 'StringEquals'
      const only = (text: string) => row.asked.map((each) => ({ ...allowed(each), Condition: { [operator]: { [`s3:${key}`]: text } } }))
      expect((await door.ask(row, ...only(value))).status, key).toBe(200)
      expect((await door.ask(row, ...only(`${value}x`))).status, key).toBe(403)
      expect(door.store.received).toEqual([])
    }
  })
})

function allowed({ action, resource }: TableRow['asked'][number]): StatementInput {
  return { Action: action, Resource: resource.replaceAll('*', resource === '*' ? '*' : '${*}') }
}

/** IAM takes policies in characters up to U+00FF. */
function escaped(json: string): string {
  return json.replace(/[^\0-\xff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function messageOf({ body }: WireAnswer): string {
  return /<Message>(.*?)<\/Message>/.exec(body)?.[1] ?? ''
}

/** Without what is made anew for every request: signature, length, connection. */
function ownHeaders(headers: AnsweringStore['received'][number]['headers']): Record<string, unknown> {
  const made = ['host', 'authorization', 'x-amz-date', 'x-amz-content-sha256', 'content-length', 'connection']
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !made.includes(name)))
}
