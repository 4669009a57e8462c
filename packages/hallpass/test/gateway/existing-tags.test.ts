import { describe, expect } from 'vitest'
import type { AnsweringStore } from '../counterparts/answering-store.ts'
import type { StatementInput } from '../iam-users.ts'
import { all, denied, test } from './policy-door.ts'

describe('S3 §7 tags that an object has', () => {
  const tagging = (tags: Record<string, string>) => {
    const set = Object.entries(tags).map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`)
    return `<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>${set.join('')}</TagSet></Tagging>`
  }
  const answering = (store: AnsweringStore, tags: Record<string, string> | undefined) => {
    store.answer = ({ target }) => {
      if (!target.includes('tagging')) return undefined
      return tags === undefined ? { status: 404 } : { body: tagging(tags), headers: { 'content-type': 'application/xml' } }
    }
  }

  test.for<[string, readonly StatementInput[], Record<string, string> | undefined, number]>([
    ['that is asked for', [{ ...all, Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } } }], { public: 'yes' }, 200],
    ['of another value', [{ ...all, Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } } }], { public: 'no' }, 403],
    ['of another name', [{ ...all, Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } } }], { Public2: 'yes' }, 403],
    ['of nothing that is there', [{ ...all, Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } } }], undefined, 403],
    ['that is denied', [all, denied({ StringEquals: { 's3:ExistingObjectTag/secret': 'yes' } })], { secret: 'yes' }, 403],
    ['that is not denied', [all, denied({ StringEquals: { 's3:ExistingObjectTag/secret': 'yes' } })], { secret: 'no' }, 200],
    ['without which all is denied', [all, denied({ StringNotEquals: { 's3:ExistingObjectTag/class': 'open' } })], { class: 'open' }, 200],
    ['that is not the one', [all, denied({ StringNotEquals: { 's3:ExistingObjectTag/class': 'open' } })], { class: 'shut' }, 403],
    ['that has to be there', [all, denied({ Null: { 's3:ExistingObjectTag/class': 'true' } })], { class: 'x' }, 200],
    ['that must not be there', [all, denied({ Null: { 's3:ExistingObjectTag/class': 'false' } })], { class: 'x' }, 403],
    [
      'that is mine',
      [{ ...all, Condition: { StringEquals: { 's3:ExistingObjectTag/team': '${aws:PrincipalTag/team}' } } }],
      { team: 'blue' },
      200,
    ],
    [
      'that is mine, told the other way round',
      [{ ...all, Condition: { StringEquals: { 'aws:PrincipalTag/team': '${s3:ExistingObjectTag/team}' } } }],
      { team: 'blue' },
      200,
    ],
    [
      'that is not mine',
      [{ ...all, Condition: { StringEquals: { 'aws:PrincipalTag/team': '${s3:ExistingObjectTag/team}' } } }],
      { team: 'red' },
      403,
    ],
    ['if it is there', [{ ...all, Condition: { StringEqualsIfExists: { 's3:ExistingObjectTag/team': 'blue' } } }], { team: 'red' }, 403],
    ['in other letters', [{ ...all, Condition: { StringEquals: { 'S3:existingobjecttag/public': 'yes' } } }], { public: 'yes' }, 200],
  ])('a tag %s', async ([, statements, tags, status], { door }) => {
    answering(door.store, tags)
    await door.permit(...statements)
    expect(await door.ask('GET', '/photos/a%20b')).toBe(status)
    expect(door.store.received[0]).toMatchObject({ method: 'GET', target: '/photos/a%20b?tagging=' })
    expect(door.store.received).toHaveLength(status === 200 ? 2 : 1)
  })

  test('are those of the version', async ({ door }) => {
    answering(door.store, { public: 'yes' })
    await door.permit({ ...all, Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } } })
    expect(await door.ask('GET', '/photos/a?versionId=v+1')).toBe(200)
    expect(door.store.received[0]?.target).toBe('/photos/a?tagging=&versionId=v%2B1')
  })

  test('are not asked for where no policy names one', async ({ door }) => {
    await door.permit(all)
    expect(await door.ask('GET', '/photos/a')).toBe(200)
    expect(door.store.received).toHaveLength(1)
  })

  test('are not asked for what is written or deleted', async ({ door }) => {
    answering(door.store, { public: 'yes' })
    await door.permit({ ...all, Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } } })
    expect(await door.ask('PUT', '/photos/a')).toBe(403)
    expect(await door.ask('DELETE', '/photos/a')).toBe(403)
    expect(door.store.received).toEqual([])
  })

  test('of both objects count in a copy', async ({ door }) => {
    answering(door.store, { public: 'yes' })
    await door.permit(
      { Action: 's3:PutObject' },
      { Action: 's3:GetObject', Condition: { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } } },
    )
    expect(await door.ask('PUT', '/photos/a', { 'x-amz-copy-source': 'other/b' })).toBe(200)
    expect(door.store.received.map(({ target }) => target)).toEqual(['/other/b?tagging=', '/photos/a'])
  })

  test('that the store does not tell are no leave', async ({ door }) => {
    await door.permit(all, denied({ StringEquals: { 's3:ExistingObjectTag/secret': 'yes' } }))
    for (const answer of [{ status: 500 }, { status: 403 }, { body: '<Tagging><TagSet><Tag>' }, { body: '' }]) {
      door.store.received.length = 0
      door.store.answer = ({ target }) => (target.includes('tagging') ? answer : undefined)
      expect(await door.ask('GET', '/photos/a')).toBeGreaterThanOrEqual(500)
      expect(door.store.received).toHaveLength(1)
    }
  })
})
