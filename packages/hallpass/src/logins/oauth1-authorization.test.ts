import { expect, test } from 'vitest'
import { oauth1Authorization } from './oauth1-authorization.ts'

// The worked example of X's developer documentation, "Creating a signature".
const example = {
  method: 'POST',
  url: new URL(
    'https://api.twitter.com/1/statuses/update.json?include_entities=true&status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21',
  ),
  consumer: { key: 'xvz1evFS4wEEPTGEFPHBog', secret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw' },
  token: { key: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb', secret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE' },
  nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
  timestamp: 1318622958,
} as const

test('signs the documented example as documented', () => {
  expect(oauth1Authorization(example)).toContain('oauth_signature="tnnArxj06cWHq44gCs1OSKk%2FjLY%3D"')
})

test('sends its parameters in one header', () => {
  const header = oauth1Authorization(example)
  expect(header.startsWith('OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", oauth_nonce="')).toBe(true)
  expect(header.match(/oauth_[a-z_]+=/g)).toHaveLength(7)
  expect(header).not.toMatch(/include_entities|kAcSOq|Lsww/)
})

test('another secret, address, nonce or time makes another signature', () => {
  const changes = [
    {},
    { consumer: { ...example.consumer, secret: 'x' } },
    { token: { ...example.token, secret: 'x' } },
    { url: new URL('https://api.twitter.com/1.1/statuses/update.json') },
    { nonce: 'x' },
    { timestamp: 1 },
    { method: 'GET' } as const,
  ]
  const signatures = changes.map((change) => /oauth_signature="([^"]+)"/.exec(oauth1Authorization({ ...example, ...change }))?.[1])
  expect(new Set(signatures).size).toBe(changes.length)
})
