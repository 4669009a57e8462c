import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { test } from '../service.ts'

const pathOf = (name: string) => fileURLToPath(new URL(`../../../../examples/node/dist/${name}.js`, import.meta.url))
const example = pathOf('example')
const identity = '[\\w-]+:[0-9a-f-]{36}'

test('the example for Node keeps the identity at the sign-in, and shows neither tokens nor secrets', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [example])
  const [, guest = ''] = new RegExp(`^a guest +(${identity})$`, 'm').exec(stdout) ?? []
  expect(stdout).toMatch(/^a signed call says +\S+assumed-role\/DemoGuest\//m)
  expect(stdout).toMatch(new RegExp(`^the guest signs in +${guest} \\(the same identity\\)$`, 'm'))
  expect(stdout).toMatch(/^the same client says +\S+assumed-role\/DemoUser\//m)
  expect(stdout).toMatch(new RegExp(`^signed out, a new guest +(?!${guest})${identity}$`, 'm'))
  expect(stdout.replaceAll(/arn:\S+/g, '')).not.toMatch(/eyJ|[\w+/=]{40}/)
  expect(stderr).not.toMatch(/oidc-provider|NodeVersionSupportWarning/)
})

test('the example for Node goes where it is pointed', async ({ service }) => {
  const args = ['--endpoint', service.url, '--pool', service.identityPoolId, '--id-token', await service.token('ann')]
  const { stdout } = await promisify(execFile)(process.execPath, [example, ...args])
  expect(stdout).toMatch(new RegExp(`^signed in with +${service.provider}$`, 'm'))
  expect(stdout).toMatch(/^the same client says +\S+assumed-role\/User\//m)
  expect(service.stub.operations.filter((operation) => operation !== 'GetCallerIdentity')).toEqual([
    'GetId',
    'GetCredentialsForIdentity',
    'GetCredentialsForIdentity',
    'GetId',
  ])
})

test.for([
  ['from-sdk-v3', "the SDK's guest", ['ours, after the change', 'the identity is still'], 'ours +1 of 5 calls at once'],
  ['from-amplify', "Amplify's guest", ['the session takes over', 'signed in'], 'event login +the guest became the user'],
] as const)('the guide %s is right: the identity is kept from step to step', async ([name, first, steps, besides]) => {
  const { stdout } = await promisify(execFile)(process.execPath, [pathOf(name)])
  const [, guest = ''] = new RegExp(`^${first} +(${identity})$`, 'm').exec(stdout) ?? []
  for (const step of steps) expect(stdout).toMatch(new RegExp(`^${step} +${guest}$`, 'm'))
  expect(stdout).toMatch(/^a signed call says +\S+assumed-role\/DemoGuest\//m)
  expect(stdout).toMatch(/^the same client says +\S+assumed-role\/DemoUser\//m)
  expect(stdout).toMatch(new RegExp(besides))
})

test('the guide from-sdk-v2 is right: by its import line alone the program changes hands, and does the same', {
  timeout: 120_000,
}, async () => {
  const [before = [], after = []] = await Promise.all(['before', 'after'].map(sourceOf))
  expect(after.filter((line, index) => line !== before[index])).toEqual(["import AWS from '@hallpass/credentials/v2'"])
  expect(after).toHaveLength(before.length)

  const { stdout, stderr } = await promisify(execFile)(process.execPath, [pathOf('from-sdk-v2')])
  const [formerly = '', now = '', later = ''] = stdout.split('\n\n')
  const [, guest = ''] = new RegExp(`^a guest +(${identity})$`, 'm').exec(formerly) ?? []
  expect(formerly).toMatch(new RegExp(`^signed in as +${guest}$`, 'm'))
  expect(now).toMatch(new RegExp(`^a guest +(?!${guest})${identity}$`, 'm'))
  expect(now).toMatch(new RegExp(`^signed in as +${guest}$`, 'm'))
  for (const part of [formerly, now]) expect(part).toMatch(/^may list identities +no: AccessDeniedException$/m)
  expect(later).toMatch(/^a signed call says +\S+assumed-role\/DemoUser\//m)
  expect(stdout.replaceAll(/arn:\S+/g, '')).not.toMatch(/eyJ|[\w+/=]{40}/)
  expect(stderr).toBe('')
})

async function sourceOf(name: string): Promise<string[]> {
  const text = await readFile(new URL(`../../../../examples/node/src/sdk-v2/${name}.ts`, import.meta.url), 'utf8')
  return text.split('\n')
}
