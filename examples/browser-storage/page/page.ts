import { PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { createSession, oidc } from '@hallpass/credentials'
import { openShelf } from './shelf.ts'
import { beginSignIn, forgetSignIn, type OpenIdSettings, signedIn } from './sign-in.ts'
import { uploadHandler } from './upload-handler.ts'

type Texts = 'endpoint' | 'gateway' | 'region' | 'identityPoolId' | 'bucket' | 'neighbour' | 'dataDir'
type Settings = { [name in Texts]: string } & { openId: OpenIdSettings }
const settings: Settings = await (await fetch('/settings.json')).json()
const { endpoint, gateway, region, identityPoolId, bucket, openId } = settings

const session = createSession({ identityPoolId, endpoint, keepFresh: true })
// One client, from the guest to the user and back; what it may do is said by the policies of the pool's roles.
const s3 = new S3Client({
  endpoint: gateway,
  region,
  credentials: session.credentials,
  forcePathStyle: true,
  requestHandler: uploadHandler((share) => {
    progressBar.value = share
  }),
})
const progressBar = element('progress', HTMLProgressElement)
const forEverybody = openShelf(s3, bucket, element('public'))
const own = openShelf(s3, bucket, element('own'))
const other = openShelf(s3, bucket, element('other'))

session.subscribe(show)
element('sign-in').onclick = () => act('You are not signed in', () => beginSignIn(openId))
element('sign-out').onclick = () => act('You are not signed out', signOut)
element('upload').onsubmit = (event) => {
  event.preventDefault()
  act('The picture is not kept', upload)
}
element('look').onsubmit = (event) => {
  event.preventDefault()
  act('These pictures are not for you', () => other.show(prefixOf(element('other-identity', HTMLInputElement).value.trim())))
}
element('other-identity', HTMLInputElement).value = settings.neighbour
document.body.inert = false

await act('You are not signed in', async () => {
  const idToken = await signedIn(openId)
  // The guest of the page before, whom the store knows, becomes the user.
  if (idToken) await session.login(oidc(openId.issuer), idToken)
  else await session.credentials()
})
await act('The pictures cannot be shown', showShelves)

function prefixOf(identityId: string): string {
  return `private/${identityId}/`
}

async function showShelves(): Promise<void> {
  const { status, identityId } = session.state
  await Promise.all([
    forEverybody.show('public/'),
    own.show(status === 'user' && identityId ? prefixOf(identityId) : undefined),
    other.show(undefined),
  ])
}

async function upload(): Promise<void> {
  const [file] = element('file', HTMLInputElement).files ?? []
  if (!file) return
  const [submit, uploaded] = [element('upload').querySelector('button'), element('uploaded')]
  if (submit) submit.disabled = true
  progressBar.value = 0
  progressBar.hidden = false
  uploaded.textContent = ''
  try {
    const prefix = prefixOf(await session.identityId())
    // Bytes rather than the file, so that what arrives is held against a hash of them.
    const Body = new Uint8Array(await file.arrayBuffer())
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${prefix}${file.name}`, Body, ContentType: file.type }))
    await own.show(prefix)
    uploaded.textContent = `${file.name} is kept.`
    element('upload', HTMLFormElement).reset()
  } finally {
    progressBar.hidden = true
    if (submit) submit.disabled = false
  }
}

async function signOut(): Promise<void> {
  forgetSignIn()
  await session.logout()
  await session.credentials()
  await showShelves()
  element('sign-in').focus()
}

function show(): void {
  const { status, identityId } = session.state
  const isUser = status === 'user'
  element('who').textContent = isUser ? 'You are signed in.' : 'You are a guest.'
  element('identity').textContent = identityId ?? '–'
  element('sign-in').hidden = isUser
  element('sign-out').hidden = !isUser
  element('own-note').textContent = isUser ? 'Nobody but you sees these.' : 'Guests keep none: try it, and be told why. Who signs in does.'
}

/** Does something, and says in words what became of it if it was refused. */
async function act(title: string, action: () => Promise<unknown>): Promise<void> {
  const refusal = element('refusal')
  refusal.hidden = true
  try {
    await action()
  } catch (error) {
    const requestId = error instanceof S3ServiceException && error.name === 'AccessDenied' ? error.$metadata.requestId : undefined
    element('refusal-title').textContent = title
    element('refusal-reason').textContent = error instanceof Error ? error.message : String(error)
    element('refusal-hint').hidden = requestId === undefined
    element('refusal-command').textContent = `npx hallpass explain --request ${requestId} --data-dir ${settings.dataDir}`
    refusal.hidden = false
    refusal.scrollIntoView({ block: 'nearest' })
  }
}

function element<T extends HTMLElement = HTMLElement>(id: string, kind?: new () => T): T {
  const found = document.getElementById(id)
  // Without a kind, any element of a page of HTML is one.
  if (!found || (kind && !(found instanceof kind))) throw new Error(`The page has no ${id}.`)
  return found as T
}
