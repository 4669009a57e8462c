import { CognitoIdentityServiceException, NotAuthorizedException } from '@aws-sdk/client-cognito-identity'
import { expectThat } from './expectation.ts'
import type { OpenIdProvider } from './open-id-provider.ts'
import { roleNames } from './roles.ts'
import { type Screen, short } from './screen.ts'
import { signIn } from './sign-in.ts'
import type { TemporaryCredentials, Visitor } from './visitor.ts'

export const users = { ann: { groups: ['staff'] }, grace: { groups: ['staff', 'admins'] } } as const

/** The story: a guest becomes a user, an administrator gets another role and may do more, an expired login is refused. */
export async function walk(screen: Screen, visitor: Visitor, provider: OpenIdProvider): Promise<void> {
  const guestId = await guestArrives(screen, visitor)
  await guestSignsIn(screen, visitor, provider, guestId)
  await sameUserElsewhere(screen, visitor, provider, guestId)
  await administrator(screen, visitor, provider)
  await whatRolesMayDo(screen, visitor, provider)
  await expiredLogin(screen, visitor, provider)
}

async function guestArrives(screen: Screen, visitor: Visitor): Promise<string> {
  screen.chapter('1  A guest arrives')
  const guestId = await visitor.getId()
  screen.row('GetId', short(guestId), 'no login, a new identity')
  const credentials = await visitor.getCredentials(guestId)
  await showCredentials(screen, visitor, credentials, roleNames.guest)
  screen.proved('Nobody signed in, and there are credentials that prove who holds them.')
  return guestId
}

async function guestSignsIn(screen: Screen, visitor: Visitor, provider: OpenIdProvider, guestId: string): Promise<void> {
  screen.chapter('2  The guest signs in as ann')
  const token = await signIn(provider, 'ann')
  screen.row('authorization code + PKCE', describeToken(token), "through the provider's own forms")
  const credentials = await visitor.getCredentials(guestId, { [provider.name]: token })
  expectThat(credentials.identityId === guestId, 'A guest who signs in keeps the identity.')
  await showCredentials(screen, visitor, credentials, roleNames.user)
  screen.proved(`Still ${short(guestId)}: what the guest left behind is ann's now.`)
}

async function sameUserElsewhere(screen: Screen, visitor: Visitor, provider: OpenIdProvider, identityId: string): Promise<void> {
  screen.chapter('3  ann signs in on another device')
  const found = await visitor.getId({ [provider.name]: await signIn(provider, 'ann') })
  screen.row('GetId', short(found), 'a new token, no other hint')
  expectThat(found === identityId, 'One login is one identity on every device.')
  screen.proved('The same identity.')
}

async function administrator(screen: Screen, visitor: Visitor, provider: OpenIdProvider): Promise<void> {
  screen.chapter('4  grace signs in, who is in the group admins')
  const token = await signIn(provider, 'grace')
  screen.row('authorization code + PKCE', describeToken(token))
  const logins = { [provider.name]: token }
  const identityId = await visitor.getId(logins)
  screen.row('GetId', short(identityId), 'another user, another identity')
  await showCredentials(screen, visitor, await visitor.getCredentials(identityId, logins), roleNames.admin)
  screen.proved("The pool's rule on the claim groups gave her the role.")
}

async function whatRolesMayDo(screen: Screen, visitor: Visitor, provider: OpenIdProvider): Promise<void> {
  screen.chapter('5  Both ask who is in the pool')
  const credentialsOf = async (user: string) => {
    const logins = { [provider.name]: await signIn(provider, user) }
    return visitor.getCredentials(await visitor.getId(logins), logins)
  }
  const count = await visitor.countIdentities(await credentialsOf('grace'))
  screen.row('grace: ListIdentities', `${count} identities`, `the policy of ${roleNames.admin} allows it`)
  expectThat(count === 2, 'The pool has the identities of ann and grace.')
  const refusal = await visitor.countIdentities(await credentialsOf('ann')).catch((error: unknown) => error)
  expectThat(refusal instanceof CognitoIdentityServiceException, 'ann may not list the identities.')
  screen.row('ann: ListIdentities', refusal.name)
  screen.row('', refusal.message)
  expectThat(refusal.name === 'AccessDeniedException', 'The refusal says that access is denied.')
  screen.proved('What a role may do is what its policies say, and a refusal says why.')
}

async function expiredLogin(screen: Screen, visitor: Visitor, provider: OpenIdProvider): Promise<void> {
  screen.chapter('6  A login that expired an hour ago')
  const token = await provider.expiredToken('ann')
  screen.row('token', describeToken(token), 'genuine, but old')
  const refusal = await visitor.getId({ [provider.name]: token }).catch((error: unknown) => error)
  expectThat(refusal instanceof NotAuthorizedException, 'An expired login is refused with NotAuthorizedException.')
  screen.row('GetId', refusal.name)
  screen.row('', refusal.message)
  expectThat(refusal.message.startsWith('Invalid login token. Token expired'), 'The refusal says that the token has expired.')
  screen.proved('Refused, in the words that AWS has for it.')
}

async function showCredentials(screen: Screen, visitor: Visitor, credentials: TemporaryCredentials, role: string): Promise<void> {
  const { accessKeyId, expiration } = credentials
  screen.row('GetCredentialsForIdentity', short(accessKeyId, 8), `until ${expiration.toTimeString().slice(0, 8)}`)
  const arn = await visitor.whoAmI(credentials)
  screen.row('sts:GetCallerIdentity', arn)
  expectThat(arn.includes(`:assumed-role/${role}/`), `The credentials are for the role ${role}.`)
}

/** The claims that the demo is about. They were signed by the provider; the service is the one who verifies that. */
function describeToken(token: string): string {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  // What the provider of this demo puts into its tokens.
  const { sub, groups } = JSON.parse(payload) as { sub: string; groups?: string[] }
  return `sub ${sub}${groups === undefined ? '' : `, groups ${groups.join(' ')}`}`
}
