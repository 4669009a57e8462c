import { spawnSync } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { cephStartTime, isSkippedWithoutCeph } from '../counterparts/ceph.ts'
import { isSkippedWithout } from '../support/needed-program.ts'
import { openS3Programs, type S3Programs } from '../support/s3-programs.ts'
import { type CephDoor, test as cephTest, domain } from './gateway-before-ceph.ts'

const base = cephTest.extend<{ programs: S3Programs }>({
  /** With the root key. */
  programs: async ({ door }, use) => {
    const programs = await openS3Programs(door.url, door.hallpass.server.rootAccessKey)
    await use(programs)
    await programs.remove()
  },
})
const withoutCeph = isSkippedWithoutCeph()
const testWith = (program: string, aptPackage: string, args: readonly string[]) =>
  base.skipIf(withoutCeph || isSkippedWithout(program, aptPackage, spawnSync(args[0] ?? '', args.slice(1)).status === 0))
const timeout = cephStartTime

async function asUser({ url, folders }: CephDoor, name: string) {
  const { identityId, credentials } = await folders.user(name)
  return { home: `private/${identityId}`, programs: await openS3Programs(url, credentials) }
}

describe('the AWS command line', () => {
  const test = testWith('aws', 'awscli', ['aws', '--version'])

  test('copies, syncs, lists, removes and presigns as a user of a pool', { timeout }, async ({ door }) => {
    const { home, programs } = await asUser(door, 'cli')
    const { aws, folder, shell } = programs
    await mkdir(join(folder, 'up/sub dir'), { recursive: true })
    const files = { 'a.txt': 'a', 'sub dir/ü+1.txt': 'b', 'sub dir/100%.txt': 'c' }
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'up', name), text)
    await aws('s3', 'sync', 'up', `s3://photos/${home}/up`)
    const listed = await aws('s3', 'ls', '--recursive', `s3://photos/${home}/up/`)
    for (const name of Object.keys(files)) expect(listed).toContain(name)
    await aws('s3', 'sync', `s3://photos/${home}/up`, 'down')
    for (const [name, text] of Object.entries(files)) expect(await readFile(join(folder, 'down', name), 'utf8')).toBe(text)
    expect(await aws('s3', 'sync', 'up', `s3://photos/${home}/up`)).toBe('')

    await shell(`head -c 9000000 /dev/zero | aws s3 cp - "s3://photos/${home}/stream" --endpoint-url $ENDPOINT`)
    expect(await shell(`aws s3 cp "s3://photos/${home}/stream" - --endpoint-url $ENDPOINT | wc -c`)).toBe('9000000\n')
    await aws('s3', 'mv', `s3://photos/${home}/stream`, `s3://photos/${home}/moved`)
    const object = `s3://photos/${home}/up/sub dir/ü+1.txt`
    const url = (await aws('s3', 'presign', object, '--region', 'eu-central-1')).trim()
    expect(await (await fetch(url)).text()).toBe('b')
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
    await expect(aws('s3', 'ls', 's3://photos/')).rejects.toThrow('AccessDenied')
    await expect(aws('s3', 'cp', 'up/a.txt', 's3://photos/private/other/a.txt')).rejects.toThrow(
      'is not authorized to perform: s3:PutObject',
    )
    await aws('s3', 'rm', '--recursive', `s3://photos/${home}/`)
    await expect(aws('s3', 'ls', `s3://photos/${home}/up/`)).rejects.toThrow()
    await programs.remove()
  })

  test('copies 20 MB by parts', { timeout }, async ({ programs: { aws, folder } }) => {
    const content = randomBytes(20_000_000)
    await writeFile(join(folder, 'large'), content)
    const target = `s3://photos/${randomUUID()}`
    await aws('s3', 'cp', 'large', target, '--metadata', 'who=ann', '--content-type', 'text/x')
    await aws('s3', 'cp', target, 'back')
    expect(sha256(await readFile(join(folder, 'back')))).toBe(sha256(content))
    await aws('s3', 'cp', target, `${target}-copy`)
    await aws('s3', 'cp', `${target}-copy`, 'again')
    expect(sha256(await readFile(join(folder, 'again')))).toBe(sha256(content))
  })

  test('makes most calls of s3api', { timeout }, async ({ programs: { aws, folder } }) => {
    const Key = `${randomUUID()} ü`
    const object = ['--bucket', 'photos', '--key', Key]
    await writeFile(join(folder, 'body'), 'hello')
    const api = async (...args: readonly string[]) => parsed(await aws('s3api', ...args, '--output', 'json'))
    await api('put-object', ...object, '--body', 'body', '--acl', 'private', '--tagging', 'a=1', '--metadata', 'b=2')
    expect(await api('head-object', ...object)).toMatchObject({ ContentLength: 5, Metadata: { b: '2' } })
    expect(await api('get-object', ...object, '--range', 'bytes=1-2', 'part')).toMatchObject({ ContentLength: 2 })
    expect(await api('get-object-tagging', ...object)).toMatchObject({ TagSet: [{ Key: 'a', Value: '1' }] })
    await api('put-object-tagging', ...object, '--tagging', 'TagSet=[{Key=c,Value=d}]')
    expect(await api('get-object-acl', ...object)).toHaveProperty('Grants')
    expect(await api('list-objects-v2', '--bucket', 'photos', '--prefix', Key)).toMatchObject({ Contents: [{ Key }] })
    expect(await api('list-objects', '--bucket', 'photos', '--prefix', Key, '--delimiter', '/')).toMatchObject({ Contents: [{ Key }] })
    expect(await api('list-object-versions', '--bucket', 'photos', '--prefix', Key)).toMatchObject({ Versions: [{ Key }] })
    expect(await api('list-buckets')).toHaveProperty('Buckets')
    expect(await api('get-bucket-location', '--bucket', 'photos')).toHaveProperty('LocationConstraint')
    const upload = (await api('create-multipart-upload', ...object)) as { UploadId: string }
    const part = await api('upload-part', ...object, '--upload-id', upload.UploadId, '--part-number', '1', '--body', 'body')
    const Parts = [{ ...(part as object), PartNumber: 1 }].map(({ PartNumber, ...rest }) => ({
      PartNumber,
      ETag: (rest as { ETag: string }).ETag,
    }))
    await writeFile(join(folder, 'parts.json'), JSON.stringify({ Parts }))
    await api('complete-multipart-upload', ...object, '--upload-id', upload.UploadId, '--multipart-upload', 'file://parts.json')
    expect(await api('head-object', ...object)).toMatchObject({ ContentLength: 5 })
    await api('copy-object', '--bucket', 'photos', '--key', `${Key}-copy`, '--copy-source', `photos/${Key}`)
    await api('delete-objects', '--bucket', 'photos', '--delete', JSON.stringify({ Objects: [{ Key }, { Key: `${Key}-copy` }] }))
    await expect(aws('s3api', 'head-object', ...object)).rejects.toThrow('Not Found')
  })
})

describe('signatures of version 2', () => {
  const test = base.skipIf(withoutCeph)

  // The AWS command line 1 and boto3 presign so in us-east-1, unless they are told otherwise.
  test('are refused with what to use instead', { timeout }, async ({ door }) => {
    const answer = await fetch(`${door.url}/photos/a?AWSAccessKeyId=AKIA&Signature=x%3D&Expires=4102444800`)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toMatch(/<Code>InvalidRequest<\/Code>.*Please use AWS4-HMAC-SHA256/)
  })
})

describe('boto3', () => {
  const test = testWith('python3 with boto3', 'python3-boto3', ['python3', '-c', 'import boto3'])

  test('signs in every form that it has, and is understood', { timeout }, async ({ door }) => {
    const { home, programs } = await asUser(door, 'boto3')
    const seen = await programs.python(`
home = ${JSON.stringify(home)}
result = []
for index, configuration in enumerate([
    {}, {'s3': {'payload_signing_enabled': True}}, {'s3': {'payload_signing_enabled': False}},
    {'request_checksum_calculation': 'when_required'}, {'signature_version': 's3v4'}, {'s3': {'use_accelerate_endpoint': False}},
]):
    # Former versions know fewer options.
    c = client(**{name: value for name, value in configuration.items() if name in Config.OPTION_DEFAULTS})
    key = f"{home}/ü {index}+~*//x"
    c.put_object(Bucket='photos', Key=key, Body=b'hello')
    c.upload_fileobj(io.BytesIO(b'x' * 6000000), 'photos', key + '.large', Config=TransferConfig(multipart_threshold=5242880, multipart_chunksize=5242880))
    body = c.get_object(Bucket='photos', Key=key)['Body'].read().decode()
    large = c.head_object(Bucket='photos', Key=key + '.large')['ContentLength']
    keys = [o['Key'] for o in c.list_objects_v2(Bucket='photos', Prefix=f"{home}/ü {index}")['Contents']]
    deleted = c.delete_objects(Bucket='photos', Delete={'Objects': [{'Key': k} for k in keys] + [{'Key': 'public/x'}]})
    result.append([body, large, len(deleted['Deleted']), [e['Code'] for e in deleted['Errors']], refusal(c.get_object, Bucket='photos', Key='private/other')])
`)
    expect(seen).toEqual(Array.from({ length: 6 }, () => ['hello', 6_000_000, 2, ['AccessDenied'], [403, 'AccessDenied']]))
    await programs.remove()
  })

  test('presigns, and uploads by forms', { timeout }, async ({ door }) => {
    const { home, programs } = await asUser(door, 'presigner')
    const seen = await programs.python(`
home = ${JSON.stringify(home)}
c = client(signature_version='s3v4')
key = home + '/ü form+1'
put = c.generate_presigned_url('put_object', Params={'Bucket': 'photos', 'Key': key, 'ContentType': 'text/plain', 'Metadata': {'a': '1'}})
get = c.generate_presigned_url('get_object', Params={'Bucket': 'photos', 'Key': key, 'ResponseContentType': 'text/x'})
result = [fetch(urllib.request.Request(put, b'by url', {'Content-Type': 'text/plain', 'x-amz-meta-a': '1'}, method='PUT'))[0], fetch(get)]
result.append(fetch(get.replace('form', 'farm'))[0])
form = c.generate_presigned_post('photos', home + '/\${filename}', Fields={'Content-Type': 'text/plain'},
    Conditions=[{'Content-Type': 'text/plain'}, ['content-length-range', 1, 10]])
result.append(post(form['url'], form['fields'], 'ü.txt', b'by form')[0])
result.append(c.get_object(Bucket='photos', Key=home + '/ü.txt')['Body'].read().decode())
result.append(post(form['url'], form['fields'], 'long.txt', b'longer than ten')[0])
result.append(post(form['url'], {**form['fields'], 'key': 'public/x'}, 'x', b'x')[0])
other = c.generate_presigned_post('photos', 'public/x')
result.append('s3:PutObject on resource: "arn:aws:s3:::photos/public/x"' in post(other['url'], other['fields'], 'x', b'x')[1])
`)
    expect(seen).toEqual([200, [200, 'by url'], 403, 204, 'by form', 400, 403, true])
    await programs.remove()
  })
})

describe('rclone', () => {
  const test = testWith('rclone', 'rclone', ['rclone', 'version'])

  test('copies, checks, lists, reads ranges and removes as a user of a pool', { timeout }, async ({ door }) => {
    const { home, programs } = await asUser(door, 'rclone')
    const { rclone, folder, shell } = programs
    await mkdir(join(folder, 'up/sub dir/deep'), { recursive: true })
    const names = ['a', 'sub dir/ü+1 %25 & =.txt', "sub dir/deep/*~'()!", 'sub dir/empty', 'sub dir/漢字 🙂']
    for (const name of names) await writeFile(join(folder, 'up', name), name.endsWith('empty') ? '' : name)
    await writeFile(join(folder, 'up/large'), randomBytes(7_000_000))
    const remote = `store:photos/${home}/up`
    await rclone('copy', 'up', remote, '--s3-upload-cutoff', '5M', '--s3-chunk-size', '5M')
    await rclone('check', 'up', remote, '--download')
    await rclone('check', 'up', remote)
    const listed = (await rclone('lsf', '-R', '--files-only', remote)).trim().split('\n').sort()
    expect(listed).toEqual(['large', ...names].sort())
    expect(await rclone('cat', '--offset', '2', '--count', '4', `${remote}/sub dir/ü+1 %25 & =.txt`)).toBe(
      Buffer.from('sub dir/ü+1 %25 & =.txt').subarray(2, 6).toString(),
    )
    await shell(`rm "up/a"; echo new > up/new`)
    await rclone('sync', 'up', remote)
    await rclone('check', 'up', remote)
    await rclone('moveto', `${remote}/new`, `${remote}/moved`)
    await rclone('copy', remote, 'down')
    expect(sha256(await readFile(join(folder, 'down/large')))).toBe(sha256(await readFile(join(folder, 'up/large'))))
    await rclone('delete', remote)
    expect(await rclone('lsf', '-R', '--files-only', remote)).toBe('')
    await expect(rclone('copy', 'up', 'store:photos/private/other')).rejects.toThrow(/AccessDenied|403/)
    await programs.remove()
  })

  test('pipes a stream of unknown length', { timeout }, async ({ programs: { shell, rclone } }) => {
    const name = `store:photos/${randomUUID()}`
    await shell(`head -c 12000000 /dev/zero | rclone rcat ${name} --s3-chunk-size 5M --streaming-upload-cutoff 1M`)
    expect(await rclone('size', '--json', name)).toContain('"bytes":12000000')
  })
})

describe('rclone with hosts that name buckets', () => {
  const test = testWith('rclone', 'rclone', ['rclone', 'version'])

  // It is told that the gateway is a proxy, for want of a name server: it then sends whole addresses.
  test('copies and lists', { timeout }, async ({ door, programs: { shell, folder } }) => {
    await writeFile(join(folder, 'a b'), 'by host')
    const settings = `HTTP_PROXY=${door.url} RCLONE_CONFIG_STORE_ENDPOINT=http://${domain} RCLONE_CONFIG_STORE_FORCE_PATH_STYLE=false`
    const prefix = randomUUID()
    await shell(`${settings} rclone copy --retries 1 'a b' 'store:photos/${prefix}/ü'`)
    expect(await shell(`${settings} rclone cat 'store:photos/${prefix}/ü/a b'`)).toBe('by host')
    expect(await shell(`${settings} rclone lsf -R --files-only store:photos/${prefix}`)).toBe('ü/a b\n')
  })
})

describe('curl', () => {
  const test = testWith('curl', 'curl', ['curl', '--version'])

  test('signs, reads and writes', { timeout }, async ({ door, programs: { curl, folder } }) => {
    await writeFile(join(folder, 'body'), 'by curl')
    const url = `${door.url}/photos/${randomUUID()}`
    const hash = sha256(Buffer.from('by curl'))
    await curl('-f', '-T', 'body', '-H', `x-amz-content-sha256: ${hash}`, url)
    const empty = sha256(Buffer.alloc(0))
    expect(await curl('-f', '-H', `x-amz-content-sha256: ${empty}`, url)).toBe('by curl')
    expect(await curl('-f', '-I', '-H', `x-amz-content-sha256: ${empty}`, url)).toMatch(/^content-length: 7\r$/im)
    expect(await curl('-f', '-r', '3-', '-H', `x-amz-content-sha256: ${empty}`, url)).toBe('curl')
    expect(await curl('-H', 'x-amz-content-sha256: wrong', url)).toContain('<Code>InvalidArgument</Code>')
  })

  test('reaches a bucket by its host', { timeout }, async ({ door, programs: { curl, folder } }) => {
    await writeFile(join(folder, 'body'), 'by host')
    const { port } = new URL(door.url)
    const host = `photos.${domain}:${port}`
    const key = randomUUID()
    const resolve = ['--resolve', `photos.${domain}:${port}:127.0.0.1`]
    await curl('-f', ...resolve, '-T', 'body', '-H', `x-amz-content-sha256: ${sha256(Buffer.from('by host'))}`, `http://${host}/${key}`)
    const empty = ['-H', `x-amz-content-sha256: ${sha256(Buffer.alloc(0))}`]
    expect(await curl('-f', ...empty, `${door.url}/photos/${key}`)).toBe('by host')
    expect(await curl('-f', ...resolve, ...empty, `http://${host}/`)).toContain(`<Key>${key}</Key>`)
  })
})

function parsed(text: string): unknown {
  return text.trim() === '' ? undefined : JSON.parse(text)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
