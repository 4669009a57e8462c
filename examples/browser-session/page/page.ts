import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { createSession, oidc } from '@hallpass/credentials'
import { beginSignIn, forgetSignIn, type OpenIdSettings, signedIn } from '@hallpass/example-browser-storage/sign-in.ts'

type Settings = { [name in 'endpoint' | 'region' | 'identityPoolId']: string } & { openId: OpenIdSettings }
const { endpoint, region, identityPoolId, openId }: Settings = await (await fetch('/settings.json')).json()

const session = createSession({ identityPoolId, endpoint, keepFresh: true })
// A client is made once. It follows the session from the guest to the user and back.
const sts = new STSClient({ endpoint, region, credentials: session.credentials })

session.subscribe(show)
session.on('credentials', ({ accessKeyId }) => {
  log(`new credentials, ${accessKeyId}`)
  act(showRole)
})
session.on('login', ({ identityId, previous }) =>
  log(`signed in, with ${identityId === previous ? "the guest's" : "the user's former"} identity`),
)
session.on('logout', () => log('signed out'))
session.on('refreshError', ({ error }) => log(`no new credentials yet: ${error}`))

element('sign-in').onclick = () => act(() => beginSignIn(openId))
element('refresh').onclick = () => act(session.refresh)
element('sign-out').onclick = () =>
  act(async () => {
    forgetSignIn()
    await session.logout()
    await session.credentials()
    element('sign-in').focus()
  })
document.body.inert = false
setInterval(showTimeLeft, 1000)

act(async () => {
  const idToken = await signedIn(openId)
  // The guest of the page before, whom the store knows, becomes the user.
  if (idToken) await session.login(oidc(openId.issuer), idToken)
  else await session.credentials()
})

function show(): void {
  const { status, identityId, providers } = session.state
  const summaries = { new: 'Nobody yet.', guest: 'A guest.', user: 'A user, who has signed in.', closed: 'The session is over.' }
  element('summary').textContent = summaries[status]
  element('identity').textContent = identityId ?? '–'
  element('providers').textContent = providers.join(', ') || '–'
  element('sign-in').hidden = status === 'user'
  element('sign-out').hidden = status !== 'user'
  showTimeLeft()
}

function showTimeLeft(): void {
  const { expiration } = session.state
  const seconds = expiration ? Math.max(0, Math.round((Number(expiration) - Date.now()) / 1000)) : 0
  element('remaining').textContent = expiration ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : '–'
  element('left').setAttribute('value', String(seconds))
}

/** What a signed call says of who signs it. */
async function showRole(): Promise<void> {
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  element('role').textContent = Arn?.split('/')[1] ?? '–'
}

async function act(action: () => Promise<unknown>): Promise<void> {
  const problem = element('problem')
  problem.hidden = true
  try {
    await action()
  } catch (error) {
    problem.textContent = String(error)
    problem.hidden = false
  }
}

function log(what: string): void {
  const entry = document.createElement('li')
  entry.textContent = `${new Date().toLocaleTimeString()} ${what}`
  element('log').prepend(entry)
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no ${id}.`)
  return found
}
