import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3'
import { bucket } from '@hallpass/example-browser-storage/policies.js'
import { expectThat } from './expectation.ts'
import type { OpenIdProvider } from './open-id-provider.ts'
import { type Screen, short } from './screen.ts'
import type { Service } from './service.ts'
import { signIn } from './sign-in.ts'
import { storageClient } from './storage.ts'
import type { Visitor } from './visitor.ts'

/** What the credentials open: a store behind the S3 gateway, as far as the policies of the roles go. */
export async function storageWalk(
  screen: Screen,
  visitor: Visitor,
  provider: OpenIdProvider,
  service: Service,
): Promise<{ refusedRequestId: string }> {
  screen.chapter('7  The credentials open a store')
  const guest = storageClient(service, await visitor.getCredentials(await visitor.getId()))
  const { KeyCount } = await guest.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'public/' }))
  screen.row('a guest: ListObjectsV2', `${KeyCount} pictures`, 'below public/')
  expectThat(KeyCount === 3, 'A guest sees the public pictures.')

  const [ann, grace] = [await signedIn(visitor, provider, 'ann'), await signedIn(visitor, provider, 'grace')]
  const Key = `private/${ann.identityId}/note.txt`
  await storageClient(service, ann).send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'Mine.' }))
  const kept = await storageClient(service, ann).send(new GetObjectCommand({ Bucket: bucket, Key }))
  expectThat((await kept.Body?.transformToString()) === 'Mine.', 'ann gets back what she has kept.')
  screen.row('ann: PutObject, GetObject', shortKey(Key), 'the prefix of her identity')

  const refusal = await storageClient(service, grace)
    .send(new GetObjectCommand({ Bucket: bucket, Key }))
    .catch((error: unknown) => error)
  expectThat(refusal instanceof S3ServiceException && refusal.name === 'AccessDenied', 'Nobody else gets it.')
  screen.row('grace: GetObject', refusal.name, 'the same object')
  screen.row('', refusal.message)
  screen.proved("Each keeps things below the prefix of the own identity, and nobody else's.")
  return { refusedRequestId: refusal.$metadata.requestId ?? '' }
}

async function signedIn(visitor: Visitor, provider: OpenIdProvider, user: string) {
  const logins = { [provider.name]: await signIn(provider, user) }
  return visitor.getCredentials(await visitor.getId(logins), logins)
}

function shortKey(key: string): string {
  return key
    .split('/')
    .map((part) => short(part))
    .join('/')
}
