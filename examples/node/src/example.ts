import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { createSession } from '@hallpass/credentials'
import { findPlace } from './place.ts'
import { print } from './print.ts'

const { endpoint, region, identityPoolId, idToken, close } = await findPlace()
print('the pool', `${identityPoolId} at ${endpoint}`)

// Making a session sends nothing. It may be handed to any client, which asks it for credentials at each request.
const session = createSession({ identityPoolId, endpoint })
session.on('credentials', ({ accessKeyId, expiration }) => print('  new credentials', `${accessKeyId} until ${expiration?.toISOString()}`))
const sts = new STSClient({ endpoint, region, credentials: session.credentials })
const whoAmI = async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn

print('a guest', await session.identityId())
print('a signed call says', await whoAmI())

const token = await idToken()
if (token === undefined) {
  print('no one signs in', '(--id-token was not given)')
} else {
  // The token names its issuer, and that is the name of the login.
  const { identityId, previous, merged } = await session.login(token)
  print('the guest signs in', `${identityId} ${identityId === previous ? '(the same identity)' : merged ? '(merged)' : '(another one)'}`)
  print('signed in with', session.state.providers.join(', '))
  print('the same client says', await whoAmI())
}

await session.logout()
print('signed out, a new guest', await session.identityId())

session.close()
sts.destroy()
await close()
