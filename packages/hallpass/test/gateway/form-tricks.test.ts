import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, vi } from 'vitest'
import { exchange, openConnection } from '../support/raw-connection.ts'
import { type AttackedGateway, test } from './attacked-gateway.ts'
import { outcome, signedForm } from './raw-s3.ts'

type Part = readonly [name: string, value: string]

const conditions = [{ bucket: 'photos' }, ['starts-with', '$key', 'write/']]

function fieldPart([name, value]: Part): string {
  return `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
}

function filePart(fileName: string, content: string, name = 'file'): string {
  return `--B\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: image/png\r\n\r\n${content}\r\n`
}

/** Sends this body as a form; what it gets, and what is kept: `PATH=CONTENT`. */
async function post(gateway: AttackedGateway, body: string, type = 'multipart/form-data; boundary=B', bucket = 'photos'): Promise<string> {
  gateway.store.kept.clear()
  const lines = [`POST /${bucket} HTTP/1.1`, `Host: ${new URL(gateway.url).host}`, `Content-Type: ${type}`, 'Connection: close']
  const head = `${lines.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`
  const answer = outcome(await exchange(gateway.url, `${head}${body}`))
  return [answer, ...[...gateway.store.kept].map(([path, content]) => `${path}=${content}`)].join(' ')
}

interface Form {
  readonly fields?: Readonly<Record<string, string>>
  readonly conditions?: readonly unknown[]
  readonly fileName?: string
  readonly content?: string
  readonly expiresAt?: number
}

function form(
  gateway: AttackedGateway,
  { fields = {}, conditions: more = [], fileName = 'a.png', content = 'hello', expiresAt }: Form = {},
): string {
  const all = signedForm(
    gateway.narrow,
    { key: 'write/a', ...fields },
    [...conditions, ...more],
    expiresAt === undefined ? {} : { expiresAt },
  )
  return `${Object.entries(all).map(fieldPart).join('')}${filePart(fileName, content)}--B--\r\n`
}

describe('S3 §6 a form', () => {
  test.for<[string, Form, string]>([
    ['puts its file', {}, '204 /photos/write/a=hello'],
    ['puts an empty file', { content: '' }, '204 /photos/write/a='],
    ['names its file', { fields: { key: 'write/${filename}' }, fileName: 'b c.png' }, '204 /photos/write/b%20c.png=hello'],
    ['names its file without folders', { fields: { key: 'write/${filename}' }, fileName: '../../read/b' }, '204 /photos/write/b=hello'],
    ['names its file without other folders', { fields: { key: 'write/${filename}' }, fileName: 'C:\\x\\b' }, '204 /photos/write/b=hello'],
    ['whose file is named with dots', { fields: { key: 'write/${filename}' }, fileName: '..' }, '204 /photos/write/=hello'],
    ['whose key climbs', { fields: { key: 'write/../read/a' } }, '400 InvalidURI'],
    ['whose key is elsewhere', { fields: { key: 'read/a' } }, '403 AccessDenied'],
    [
      'whose policy allows what the user may not',
      { fields: { key: 'read/a' }, conditions: [['starts-with', '$key', '']] },
      '403 AccessDenied',
    ],
    ['with a field that no condition names', { fields: { 'x-amz-meta-a': 'b' } }, '403 AccessDenied'],
    ['with a field that is ignored', { fields: { 'x-ignore-a': 'b' } }, '204 /photos/write/a=hello'],
    ['with an access list', { fields: { acl: 'public-read' }, conditions: [{ acl: 'public-read' }] }, '403 AccessDenied'],
    ['with tags', { fields: { tagging: '<Tagging/>' }, conditions: [['starts-with', '$tagging', '']] }, '400 MalformedXML'],
    ['for another bucket', { conditions: [{ bucket: 'other' }] }, '403 AccessDenied'],
    ['that has expired', { expiresAt: Date.now() - 1000 }, '403 AccessDenied'],
    ['whose file is too long', { conditions: [['content-length-range', 0, 4]] }, '400 EntityTooLarge'],
    ['whose file is too short', { conditions: [['content-length-range', 6, 9]] }, '400 EntityTooSmall'],
    [
      'whose file has another sum',
      { fields: { 'x-amz-checksum-crc32': 'AAAAAA==' }, conditions: [['eq', '$x-amz-checksum-crc32', 'AAAAAA==']] },
      '400 BadDigest',
    ],
    [
      'with a header of two lines',
      { fields: { 'content-type': 'a\r\nx-amz-acl: b' }, conditions: [['starts-with', '$Content-Type', '']] },
      '400 InvalidArgument',
    ],
    [
      'with a header of letters',
      { fields: { 'x-amz-meta-a': 'ü' }, conditions: [['starts-with', '$x-amz-meta-a', '']] },
      '204 /photos/write/a=hello',
    ],
    [
      'with a name that is no header',
      { fields: { 'x-amz-meta-a b': 'c' }, conditions: [['starts-with', '$x-amz-meta-a b', '']] },
      '400 InvalidArgument',
    ],
    ['whose key is empty', { fields: { key: '' } }, '400 InvalidArgument'],
    ['whose key is too long', { fields: { key: `write/${'x'.repeat(1024)}` } }, '400 KeyTooLongError'],
  ])('%s', async ([, given, expected], { gateway }) => {
    expect(await post(gateway, form(gateway, given))).toBe(expected)
  })

  test.for<[string, (body: string) => string, string]>([
    ['with fields after the file', (body) => body.replace('--B--', `${fieldPart(['key', 'read/a'])}--B--`), '204 /photos/write/a=hello'],
    ['with a second file', (body) => body.replace('--B--', `${filePart('b', 'other')}--B--`), '204 /photos/write/a=hello'],
    ['with another file first', (body) => `${filePart('b', 'other', 'other')}${body}`, '400 InvalidArgument'],
    ['with a key twice', (body) => `${fieldPart(['key', 'write/b'])}${body}`, '400 InvalidArgument'],
    ['with a key twice, in another case', (body) => `${fieldPart(['KEY', 'write/b'])}${body}`, '400 InvalidArgument'],
    [
      'with 5,000 fields',
      (body) => `${Array.from({ length: 5_000 }, (_, at) => fieldPart([`x-ignore-${at}`, ''])).join('')}${body}`,
      '400 InvalidArgument',
    ],
    ['with long fields', (body) => `${fieldPart(['x-ignore-a', 'x'.repeat(30_000)])}${body}`, '400 InvalidArgument'],
    ['with a field of no name', (body) => `--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n${body}`, '400 MalformedPOSTRequest'],
    ['with a part of no disposition', (body) => `--B\r\n\r\nx\r\n${body}`, '204 /photos/write/a=hello'],
    ['with a field called __proto__', (body) => `${fieldPart(['__proto__', 'x'])}${body}`, '403 AccessDenied'],
    [
      'with headers called __proto__',
      (body) => body.replace('Content-Disposition', '__proto__: a\r\nconstructor: b\r\nContent-Disposition'),
      '204 /photos/write/a=hello',
    ],
    ['with another signature', (body) => body.replace(/(x-amz-signature"\r\n\r\n)./, '$1g'), '403 SignatureDoesNotMatch'],
    ['with another policy', (body) => body.replace(/(policy"\r\n\r\n..)/, '$1e'), '403 SignatureDoesNotMatch'],
    ['without a signature', (body) => body.replace('x-amz-signature', 'x-ignore-b'), '400 InvalidArgument'],
    ['without its file', (body) => body.replace(/--B\r\n[^\r]*filename.*/s, '--B--\r\n'), '400 InvalidArgument'],
    ['without its end', (body) => body.slice(0, -7), '400 MalformedPOSTRequest'],
    ['cut in the file', (body) => body.slice(0, body.indexOf('hello') + 3), '400 MalformedPOSTRequest'],
    ['cut in a field', (body) => body.slice(0, 60), '400 MalformedPOSTRequest'],
    ['of nothing', () => '', '400 MalformedPOSTRequest'],
    ['of something else', () => 'hello', '400 MalformedPOSTRequest'],
  ])('%s', async ([, change, expected], { gateway }) => {
    expect(await post(gateway, change(form(gateway)))).toBe(expected)
  })

  test.for([
    ['multipart/form-data', '412 PreconditionFailed'],
    ['multipart/form-data; boundary=', '400 MalformedPOSTRequest'],
    ['multipart/form-data; boundary=C', '400 MalformedPOSTRequest'],
    ['multipart/form-data; boundary="B"', '204 /photos/write/a=hello'],
    ['application/x-www-form-urlencoded', '412 PreconditionFailed'],
    ['multipart/mixed; boundary=B', '412 PreconditionFailed'],
  ])('of the type %s', async ([type = '', expected], { gateway }) => {
    expect(await post(gateway, form(gateway), type)).toBe(expected)
  })

  test('of nobody is refused', async ({ gateway }) => {
    expect(await post(gateway, `${fieldPart(['key', 'write/a'])}${filePart('a', 'x')}--B--\r\n`)).toBe('403 AccessDenied')
  })

  test('for another bucket than it is sent to is refused', async ({ gateway }) => {
    expect(await post(gateway, form(gateway), undefined, 'other')).toBe('403 AccessDenied')
  })

  test('whose sender leaves is not kept, here or there', async ({ gateway }) => {
    gateway.store.kept.clear()
    const folder = await mkdtemp(join(tmpdir(), 'forms-'))
    // Other servers keep their forms there too.
    vi.stubEnv('TMPDIR', folder)
    const body = form(gateway, { content: 'x'.repeat(200_000) })
    const lines = ['POST /photos HTTP/1.1', `Host: ${new URL(gateway.url).host}`, 'Content-Type: multipart/form-data; boundary=B']
    const connection = await openConnection(gateway.url)
    await connection.write(`${lines.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1000)}`)
    await expect.poll(() => readdir(folder)).toHaveLength(1)
    connection.destroy()
    await expect.poll(() => readdir(folder)).toEqual([])
    await rm(folder, { recursive: true })
    expect(gateway.store.kept.size).toBe(0)
  })
})
