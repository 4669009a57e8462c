import { describe, expect, test } from 'vitest'
import { s3ConditionKeys } from './condition-keys.ts'
import type { DocumentFacts } from './document-facts.ts'
import { parseS3Request } from './parse-s3-request.ts'

const now = Date.UTC(2026, 0, 1)

function keys(
  method: string,
  target: string,
  headers: Record<string, string> = {},
  document: DocumentFacts = {},
  authType: 'REST-HEADER' | 'REST-QUERY-STRING' = 'REST-HEADER',
) {
  const request = parseS3Request({ method, target, headers: [['host', 'h'], ...Object.entries(headers)] }, { domain: undefined })
  if ('kind' in request) throw new Error(request.code)
  const facts = {
    authType,
    contentSha256: headers['x-amz-content-sha256'] ?? (authType === 'REST-HEADER' ? undefined : 'UNSIGNED-PAYLOAD'),
    signedAt: now - 1500,
    now,
    accountId: '000000000000',
    tlsVersion: undefined,
    document,
  }
  return Object.fromEntries(s3ConditionKeys(request, facts).filter(([, value]) => value !== undefined))
}

const always = { 's3:authType': 'REST-HEADER', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:ResourceAccount': '000000000000' }

describe('S3 §7 condition keys', () => {
  test('every request has these', () => {
    expect(keys('GET', '/photos/a')).toEqual(always)
  })

  test('a listing has what it was asked with, empty texts included', () => {
    expect(keys('GET', '/photos?list-type=2&prefix=a%2F&delimiter=&max-keys=5')).toEqual({
      ...always,
      's3:prefix': 'a/',
      's3:delimiter': '',
      's3:max-keys': '5',
    })
    expect(keys('GET', '/photos?uploads&prefix=&max-uploads=3')).toEqual({ ...always, 's3:prefix': '', 's3:max-keys': '3' })
  })

  test('what is not asked for is no key', () => {
    expect(keys('GET', '/photos')).not.toHaveProperty('s3:prefix')
    expect(keys('GET', '/photos/a?prefix=x')).not.toHaveProperty('s3:prefix')
  })

  test('a presigned request has the age of its signature', () => {
    expect(keys('GET', '/photos/a', {}, {}, 'REST-QUERY-STRING')).toMatchObject({
      's3:signatureAge': '1500',
      's3:x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    })
  })

  test('headers are keys as they were sent, from the query as well', () => {
    const headers = { 'x-amz-storage-class': 'GLACIER', 'x-amz-server-side-encryption': 'AES256', 'x-amz-content-sha256': 'ab' }
    expect(keys('PUT', '/photos/a?x-amz-acl=public-read', headers)).toEqual({
      ...always,
      's3:x-amz-acl': 'public-read',
      's3:x-amz-storage-class': 'GLACIER',
      's3:x-amz-server-side-encryption': 'AES256',
      's3:x-amz-content-sha256': 'ab',
    })
  })

  test('a copy source has neither slash nor version', () => {
    expect(keys('PUT', '/photos/a', { 'x-amz-copy-source': '/other/b%20c?versionId=v' })).toMatchObject({
      's3:x-amz-copy-source': 'other/b c',
    })
  })

  test('preconditions count where something is written', () => {
    expect(keys('PUT', '/photos/a', { 'if-none-match': '*' })).toMatchObject({ 's3:if-none-match': '*' })
    expect(keys('DELETE', '/photos/a', { 'if-match': 'e' })).toMatchObject({ 's3:if-match': 'e' })
    expect(keys('GET', '/photos/a', { 'if-none-match': '*' })).not.toHaveProperty('s3:if-none-match')
  })

  test('tags come from the header or from the body', () => {
    const tags = { 's3:RequestObjectTagKeys': ['a', 'b c'], 's3:RequestObjectTag/a': '1', 's3:RequestObjectTag/b c': 'x y' }
    expect(keys('PUT', '/photos/a', { 'x-amz-tagging': 'a=1&b%20c=x+y' })).toMatchObject(tags)
    const document = new Map([
      ['a', '1'],
      ['b c', 'x y'],
    ])
    expect(keys('PUT', '/photos/a?tagging', {}, { tags: document })).toMatchObject(tags)
  })

  test('locks come from headers or bodies, with the days that are left', () => {
    const headers = { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': '2026-01-11T00:00:00Z' }
    const lock = {
      's3:object-lock-mode': 'GOVERNANCE',
      's3:object-lock-retain-until-date': '2026-01-11T00:00:00Z',
      's3:object-lock-remaining-retention-days': '10',
    }
    expect(keys('PUT', '/photos/a', headers)).toMatchObject(lock)
    expect(keys('PUT', '/photos/a?retention', {}, { lockMode: 'GOVERNANCE', retainUntil: '2026-01-11T00:00:00Z' })).toMatchObject(lock)
    expect(keys('PUT', '/photos/a?legal-hold', {}, { legalHold: 'ON' })).toMatchObject({ 's3:object-lock-legal-hold': 'ON' })
  })

  test('versions and locations', () => {
    expect(keys('GET', '/photos/a?versionId=v1')).toMatchObject({ 's3:VersionId': 'v1' })
    expect(keys('PUT', '/photos', {}, { locationConstraint: 'eu-west-1' })).toMatchObject({ 's3:locationconstraint': 'eu-west-1' })
  })
})
