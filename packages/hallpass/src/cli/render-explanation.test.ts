import { expect, test } from 'vitest'
import type { Explanation } from '../explain/explanation.ts'
import { renderExplanation } from './render-explanation.ts'

const plain = { good: String, bad: String, faint: String, strong: String }
const arn = 'arn:aws:sts::000000000000:assumed-role/photos/CognitoIdentityCredentials'

function lastLine(session: NonNullable<Explanation['session']>): string | undefined {
  const pool = { id: 'us-east-1:0', name: 'shop', allowsGuests: true, providers: [] }
  const text = renderExplanation({ outcome: 'credentials', pool, logins: [], warnings: [], session }, plain)
  return text.trimEnd().split('\n').at(-1)
}

test('a session of ours is told with its length', () => {
  expect(lastLine({ arn, duration: 3600, isGuest: true })).toBe(
    `Credentials of ${arn} for 60 minutes, within the session policy for guests.`,
  )
})

test('one of an upstream is told with the upstream, without what a terminal would obey', () => {
  const upstream = { name: 'ceph', kind: 'ceph', endpoint: 'http://127.0.0.1:17480', roleArn: 'arn:aws:iam:::role/ph\u001botos' }
  expect(lastLine({ arn, duration: 3600, isGuest: false, upstream })).toBe(
    'Credentials of arn:aws:iam:::role/ph\uFFFDotos, if the upstream ceph (ceph, http://127.0.0.1:17480) agrees: it was not asked.',
  )
})
