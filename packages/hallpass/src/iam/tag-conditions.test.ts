import { expect, test } from 'vitest'
import { requestTagConditions, resourceTagConditions, tagKeyConditions } from './tag-conditions.ts'

test('the tags of a resource are bound under both names of the key', () => {
  expect([...resourceTagConditions(new Map([['Team', 'blue']]))]).toEqual([
    ['aws:ResourceTag/Team', 'blue'],
    ['iam:ResourceTag/Team', 'blue'],
  ])
})

test('what is not there has no tags', () => {
  expect([...resourceTagConditions(undefined)]).toEqual([])
})

test('the tags of a request are bound with their keys', () => {
  expect([...requestTagConditions([{ Key: 'Team', Value: 'blue' }])]).toEqual([
    ['aws:RequestTag/Team', 'blue'],
    ['aws:TagKeys', ['Team']],
  ])
})

test('a request without tags binds no key, one with an empty list an empty set', () => {
  expect([...requestTagConditions(undefined)]).toEqual([])
  expect([...requestTagConditions([])]).toEqual([['aws:TagKeys', []]])
  expect([...tagKeyConditions(['a', 'b'])]).toEqual([['aws:TagKeys', ['a', 'b']]])
})
