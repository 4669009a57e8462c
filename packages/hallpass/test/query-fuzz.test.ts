import fc from 'fast-check'
import { expect } from 'vitest'
import { iam } from '../src/iam/api.ts'
import { sts } from '../src/sts/api.ts'
import { accountId, type Hallpass, test } from './hallpass.ts'
import { signRequest } from './support/sign-request.ts'

const versions = { sts: '2011-06-15', iam: '2010-05-08' } as const
const operations = [sts, iam].flatMap(({ name, operations }) => [...operations.keys()].map((action) => ({ service: name, action })))

const names = fc.constantFrom(
  ...['OpenIDConnectProviderArn', 'Url', 'ClientID', 'ClientIDList', 'ClientIDList.member.1', 'ThumbprintList.member.2', 'Tags'],
  ...['Tags.member.1.Key', 'Tags.member.1.Value', 'Tags.member.2.Key', 'TagKeys.member.1', 'TagKeys', 'Marker', 'MaxItems'],
  ...['RoleArn', 'RoleSessionName', 'WebIdentityToken', 'ProviderId', 'PolicyArns.member.1.arn', 'Policy', 'DurationSeconds', '__proto__'],
)
const harm = fc.constantFrom('', '\0', '\uffff', '<&>', '😀', '%', ' ', '1', '-1', 'aws:x', '{}', 'a:b', 'x'.repeat(300))
const beginnings = fc.constantFrom(
  ...['', `arn:aws:iam::${accountId}:oidc-provider/a.example.com/`, `arn:aws:iam::${accountId}:role/R`, 'https://a.example.com/'],
)
const end = fc.oneof({ arbitrary: harm, weight: 3 }, fc.string({ unit: 'grapheme', maxLength: 20 }))
const text = fc.tuple(beginnings, end).map((parts) => parts.join(''))
const part = fc.oneof(
  fc.json(),
  fc.record({ alg: text, iss: text, sub: text, aud: text, exp: fc.double(), iat: fc.integer() }).map((each) => JSON.stringify(each)),
)
const token = fc.tuple(part, part, text).map((parts) => parts.map((each) => Buffer.from(each).toString('base64url')).join('.'))
/** All that is needed to get as far as the token. */
const exchange = fc.record({
  RoleArn: fc.constant(`arn:aws:iam::${accountId}:role/R`),
  RoleSessionName: fc.constant('web'),
  WebIdentityToken: token,
})
/** The provider that most operations of IAM ask for. */
const provider = fc.record({ OpenIDConnectProviderArn: end.map((name) => `arn:aws:iam::${accountId}:oidc-provider/${name}`) })
const parameters = fc.tuple(fc.dictionary(names, text, { maxKeys: 8 }), fc.oneof(fc.constant({}), exchange, provider))

test('no parameters of any operation of the query wire make an internal failure', { timeout: 60_000 }, async ({ hallpass }) => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...operations), parameters, async ({ service, action }, [some, more]) => {
      const body = new URLSearchParams({ ...some, ...more, Action: action, Version: versions[service] }).toString()
      const { status, answer } = await post(hallpass, body, service)
      expect(status, answer).toBeLessThan(500)
      expect(answer).toMatch(/^<(\w+Response) xmlns="[^"]+">[\s\S]*<RequestId>[0-9a-f-]{36}<\/RequestId>[\s\S]*<\/\1>$/)
    }),
    { numRuns: 1000 },
  )
})

async function post({ url, server }: Hallpass, body: string, service: string) {
  const headers = { host: new URL(url).host, 'content-type': 'application/x-www-form-urlencoded' }
  const { host: _, ...signed } = signRequest(headers, body, server.rootAccessKey, { service })
  const response = await fetch(url, { method: 'POST', headers: signed, body })
  return { status: response.status, answer: await response.text() }
}
