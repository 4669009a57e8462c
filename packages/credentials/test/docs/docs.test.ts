import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { test as base, describe, expect, vi } from 'vitest'
import { createPool, guestRole } from '../../../hallpass/test/cognito-identity/federation.ts'
import { startUserPools } from '../../../hallpass/test/counterparts/user-pool.ts'
import { region, startHallpass } from '../../../hallpass/test/hallpass.ts'
import { snippetsOf } from './snippets.ts'

const snippets = snippetsOf('clients.md', 'migrate-from-sdk-v2.md', 'migrate-from-sdk-v3.md', 'migrate-from-amplify.md', 'admin-client.md')
const userPoolId = 'us-east-1_Shop'
const provider = `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`
const developerProvider = 'login.shop'

/** `test` with the service, a user pool and its user, of whom the programs know by globals. */
const test = base.extend<{ around: object }>({
  around: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads off the pattern that the fixture needs no other.
    async ({}, use) => {
      const userPools = await startUserPools()
      const userPool = await userPools.createPool()
      await userPool.createUser('ann')
      const hallpass = await startHallpass({ providers: new Map([[provider, { issuer: userPool.issuer, endpoint: userPools.url }]]) })
      const CognitoIdentityProviders = [{ ProviderName: provider, ClientId: userPool.clientId }]
      await use({
        ...{ endpoint: hallpass.url, region, provider, issuer: `https://${provider}`, userPoolId, developerProvider },
        identityPoolId: await createPool(hallpass, { CognitoIdentityProviders, DeveloperProviderName: developerProvider }),
        idToken: async () => (await userPool.signIn('ann')).idToken,
        guestRoleArn: guestRole,
        credentials: hallpass.server.rootAccessKey,
        request: new Request('https://shop.example.com/'),
      })
      await hallpass.close()
      await userPools.close()
    },
    { scope: 'file' },
  ],
})

describe('the programs of the documentation', () => {
  test.for(snippets)('run: $name', async ({ module }, { around }) => {
    for (const [name, value] of Object.entries(around)) vi.stubGlobal(name, value)
    for (const level of ['log', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => {})
    await expect(import(/* @vite-ignore */ module)).resolves.toBeDefined()
    vi.unstubAllGlobals()
  })

  test('are right by their types', () => {
    const here = fileURLToPath(new URL('.', import.meta.url))
    // A program that shows something leaves some of it unused.
    const compilerOptions = { composite: false, noEmit: true, lib: ['ES2023', 'DOM'], noUnusedLocals: false, noUnusedParameters: false }
    const config = { extends: '../../../../tsconfig.base.json', compilerOptions, files: ['surroundings.d.ts'] }
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, here)
    const program = ts.createProgram([...fileNames, ...snippets.map(({ source }) => source)], options)
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => [file?.fileName, messageText])
    expect(problems).toEqual([])
    expect(snippets.length).toBeGreaterThan(10)
  })
})
