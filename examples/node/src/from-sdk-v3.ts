// docs/migrate-from-sdk-v3.md, with a real service: the provider of the SDK, then ours in its place.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromCognitoIdentityPool as formerly } from '@aws-sdk/credential-providers'
import { fromCognitoIdentityPool } from '@hallpass/credentials'
import { startPlace } from './place.ts'
import { print } from './print.ts'

const { endpoint, region, identityPoolId, provider, idToken, close } = await startPlace()
const clientConfig = { endpoint, region }

const memory = (ids = new Map<string, string>()) => ({
  getItem: (key: string) => ids.get(key) ?? null,
  setItem: (key: string, value: string) => void ids.set(key, value),
  removeItem: (key: string) => void ids.delete(key),
})
// In a page this is IndexedDB, or local storage, and both find it by themselves.
const cache = memory()
print("the SDK's guest", (await formerly({ identityPoolId, clientConfig, cache })()).identityId)

const credentials = fromCognitoIdentityPool({ identityPoolId, clientConfig, cache, credentialCache: true })
const { identityId } = await credentials()
print('ours, after the change', identityId)

const sts = new STSClient({ ...clientConfig, credentials })
const whoAmI = async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn
print('a signed call says', await whoAmI())

// The guide's way to make the guest a user.
credentials.params.Logins = credentials.params.Logins || {}
credentials.params.Logins[provider] = await idToken()
credentials.expired = true
print('the same client says', await whoAmI())
print('the identity is still', (await credentials()).identityId)

const atOnce = async (provide: () => Promise<{ identityId: string }>) => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => provide()))
  return `${new Set(answers.map((answer) => answer.identityId)).size} of 5 calls at once`
}
print("the SDK's identities", await atOnce(formerly({ identityPoolId, clientConfig, cache: memory() })))
print('ours', await atOnce(fromCognitoIdentityPool({ identityPoolId, clientConfig, cache: new Map() })))

sts.destroy()
await close()
