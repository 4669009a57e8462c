import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseConfigFile } from './config-file.ts'
import { parseSettings } from './settings.ts'

const ownRole = 'arn:aws:iam::000000000000:role/photos'
const ceph = { kind: 'ceph', endpoint: 'http://127.0.0.1:17480/', roles: { [ownRole]: 'arn:aws:iam:::role/photos' } }

function faultsOf(upstreams: unknown) {
  const checked = parseConfigFile('c.json', JSON.stringify({ upstreams }))
  return checked.kind === 'good' ? [] : checked.faults
}

test('tells which role of ours stands for which of an upstream', () => {
  const aws = {
    kind: 'aws',
    endpoint: 'https://sts.eu-central-1.amazonaws.com',
    roles: { 'arn:aws:iam::000000000000:role/app/Guest': 'arn:aws-cn:iam::111122223333:role/x/guest' },
  }
  const checked = parseConfigFile('c.json', JSON.stringify({ upstreams: { ceph, aws } }))
  expect(checked).toMatchObject({
    kind: 'good',
    value: {
      upstreamRoles: new Map([
        [ownRole, { upstream: { name: 'ceph', kind: 'ceph', endpoint: 'http://127.0.0.1:17480' }, roleArn: 'arn:aws:iam:::role/photos' }],
        [
          'arn:aws:iam::000000000000:role/app/Guest',
          { upstream: { name: 'aws', kind: 'aws', endpoint: aws.endpoint }, roleArn: 'arn:aws-cn:iam::111122223333:role/x/guest' },
        ],
      ]),
    },
  })
})

test.for([
  'arn:minio:iam:::role/nOybJqMNzNmroqEKq5D0EUsRZw0',
  'arn:aws:iam::tenant:role/a',
  'arn:aws:iam::111122223333:role/a/b/c',
])('takes the role %s of an upstream', (theirs) => {
  expect(faultsOf({ there: { ...ceph, roles: { [ownRole]: theirs } } })).toEqual([])
})

describe('names what is wrong, and where', () => {
  const place = 'c.json: upstreams["ceph"]'
  test.for<[unknown, string]>([
    [[], 'c.json: upstreams'],
    [{ 'a b': ceph }, 'c.json: upstreams["a b"]'],
    [{ ['x'.repeat(65)]: ceph }, `c.json: upstreams["${'x'.repeat(65)}"]`],
    [{ ceph: { ...ceph, region: 'us-east-1' } }, place],
    [{ ceph: { ...ceph, kind: 'gcp' } }, `${place}.kind`],
    [{ ceph: { ...ceph, kind: undefined } }, `${place}.kind`],
    [{ ceph: { ...ceph, endpoint: undefined } }, `${place}.endpoint`],
    [{ ceph: { ...ceph, endpoint: 'http://ceph.example.com' } }, `${place}.endpoint`],
    [{ ceph: { ...ceph, endpoint: 'https://a:b@ceph.example.com' } }, `${place}.endpoint`],
    [{ ceph: { ...ceph, endpoint: 'https://ceph.example.com/?a' } }, `${place}.endpoint`],
    [{ ceph: { ...ceph, roles: undefined } }, `${place}.roles`],
    [{ ceph: { ...ceph, roles: [ownRole] } }, `${place}.roles`],
    [{ ceph: { ...ceph, roles: { photos: 'arn:aws:iam:::role/a' } } }, `${place}.roles["photos"]`],
    [{ ceph: { ...ceph, roles: { 'arn:aws:iam:::role/a': 'arn:aws:iam:::role/a' } } }, `${place}.roles["arn:aws:iam:::role/a"]`],
    [{ ceph: { ...ceph, roles: { [ownRole]: 'photos' } } }, `${place}.roles["${ownRole}"]`],
    [{ ceph: { ...ceph, roles: { [ownRole]: 'arn:aws:iam::1:user/a' } } }, `${place}.roles["${ownRole}"]`],
    [{ ceph: { ...ceph, roles: { [ownRole]: 7 } } }, `${place}.roles["${ownRole}"]`],
    [{ ceph, other: ceph }, `c.json: upstreams["other"].roles["${ownRole}"]`],
  ])('%j', ([upstreams, where]) => {
    expect(faultsOf(upstreams).map(({ setting }) => setting)).toEqual([where])
  })

  test('where an upstream is no object', () => {
    expect(faultsOf({ ceph: [] })[0]).toMatchObject({ setting: place, problem: 'It is no JSON object.' })
  })

  test('where the role on the left is of another account', () => {
    const configFile = { name: 'c.json', text: JSON.stringify({ upstreams: { ceph } }) }
    expect(parseSettings({ cores: 2, flags: {}, env: {}, configFile }).kind).toBe('good')
    expect(parseSettings({ cores: 2, flags: {}, env: { HALLPASS_ACCOUNT_ID: '123456789012' }, configFile })).toMatchObject({
      kind: 'faulty',
      faults: [{ setting: `${place}.roles["${ownRole}"]`, problem: 'The role is not of our account, 123456789012.' }],
    })
  })
})

test('no JSON makes it throw', () => {
  const upstream = fc.record({ kind: fc.anything(), endpoint: fc.anything(), roles: fc.anything() }, { requiredKeys: [] })
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.oneof(fc.anything(), upstream))), (upstreams) => {
      expect(Array.isArray(faultsOf(upstreams))).toBe(true)
    }),
  )
})
