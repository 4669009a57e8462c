// docs/migrate-from-amplify.md, with a real service: a page's guest of Amplify's days, who signs in with a user pool and out again.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { cognitoUserPool, createSession } from '@hallpass/credentials'
import { startPlace } from './place.ts'
import { print } from './print.ts'

const { endpoint, region, identityPoolId, userPoolId, idToken, close } = await startPlace()

// What Amplify has left in the page's local storage.
const former = await createSession({ identityPoolId, endpoint, storage: new Map() }).identityId()
const storage = new Map([[`com.amplify.Cognito.${identityPoolId}.identityId`, former]])
print("Amplify's guest", former)

// Amplify.configure({ Auth: { Cognito: { identityPoolId, allowGuestAccess: true, … } } })
const session = createSession({ identityPoolId, endpoint, storage, adoptFrom: ['amplify'] })
session.on('login', ({ merged }) =>
  print('  event login', merged ? 'merged into the identity that the user had' : 'the guest became the user'),
)
session.on('logout', () => print('  event logout', 'the next one is a new guest'))

// const { credentials, identityId } = await fetchAuthSession()
const sts = new STSClient({ endpoint, region, credentials: session.credentials })
const whoAmI = async () => (await sts.send(new GetCallerIdentityCommand({}))).Arn
print('the session takes over', await session.identityId())
print('a signed call says', await whoAmI())

// await signIn({ username, password })
const { identityId } = await session.login(cognitoUserPool({ userPoolId }), idToken)
print('signed in', identityId)
print('the same client says', await whoAmI())

// await signOut()
await session.logout()
print('signed out', await session.identityId())

session.close()
sts.destroy()
await close()
