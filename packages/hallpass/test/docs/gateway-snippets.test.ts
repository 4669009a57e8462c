import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ListIdentityPoolsCommand } from '@aws-sdk/client-cognito-identity'
import { SimulateCustomPolicyCommand } from '@aws-sdk/client-iam'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { transformSync } from 'esbuild'
import { describe, expect, vi } from 'vitest'
import { parsePolicy } from '../../src/policy/parse-policy.ts'
import { test as base } from '../gateway/gateway.ts'
import { createHomeFolders } from '../gateway/home-folders.ts'
import { region } from '../hallpass.ts'
import { isSkippedWithout } from '../support/needed-program.ts'
import { hasNginx, startNginx } from '../support/nginx.ts'
import { runProgram } from '../support/run-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { blocksOf } from './blocks.ts'

const hasBoto3 = (await runProgram(['python3', '-c', 'import boto3'], tmpdir())).exitCode === 0
const hasRclone = (await runProgram(['rclone', 'version'], tmpdir())).exitCode === 0
const policies = blocksOf('gateway.md', 'json')
const Bucket = 'pictures'
/** In a folder that sees the workspace's packages. */
const snippet = new URL('../../../../.cache/snippets/gateway.mjs', import.meta.url)

/** `test` with the bucket that the page speaks of. */
const test = base.extend<{ bucket: typeof Bucket }>({
  bucket: [
    async ({ gateway }, use) => {
      await gateway.s3().send(new CreateBucketCommand({ Bucket }))
      await use(Bucket)
    },
    { scope: 'file' },
  ],
})

describe('the policies of the guide to the gateway', () => {
  test('are policies', () => {
    expect(policies.map((policy) => parsePolicy(policy, 'identity').kind)).toEqual(['policy', 'policy', 'policy'])
  })

  test.for([
    ['the own object', 's3:PutObject', 'private/us-east-1:1/cat.png', 'allowed'],
    ["somebody else's", 's3:GetObject', 'private/us-east-1:2/cat.png', 'implicitDeny'],
    ['what begins like the own prefix', 's3:GetObject', 'private/us-east-1:11/cat.png', 'implicitDeny'],
  ] as const)('decide about %s', async ([, action, key, decision], { gateway }) => {
    const { EvaluationResults = [] } = await gateway.hallpass.iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: [policies[0] ?? ''],
        ActionNames: [action],
        ResourceArns: [`arn:aws:s3:::pictures/${key}`],
        ContextEntries: [
          { ContextKeyName: 'cognito-identity.amazonaws.com:sub', ContextKeyType: 'string', ContextKeyValues: ['us-east-1:1'] },
        ],
      }),
    )
    expect(EvaluationResults.map(({ EvalDecision }) => EvalDecision)).toEqual([decision])
  })
})

describe('the programs of the guide to the gateway', () => {
  test('list what is public', async ({ gateway, bucket }) => {
    const { cognito } = gateway.hallpass
    await createHomeFolders(gateway.hallpass, bucket)
    const { IdentityPools = [] } = await cognito.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))
    const around = { endpoint: gateway.hallpass.url, gateway: gateway.url, region, identityPoolId: IdentityPools[0]?.IdentityPoolId }
    for (const [name, value] of Object.entries(around)) vi.stubGlobal(name, value)
    await mkdir(new URL('.', snippet), { recursive: true })
    await writeFile(snippet, transformSync(blocksOf('gateway.md', 'ts').join('\n'), { loader: 'ts' }).code)
    await expect(import(/* @vite-ignore */ fileURLToPath(snippet))).resolves.toBeDefined()
    expect(gateway.store.received.map(({ target }) => target)).toContainEqual(
      expect.stringMatching(/^\/pictures\?list-type=2&prefix=public%2F/),
    )
    vi.unstubAllGlobals()
  })

  test.skipIf(isSkippedWithout('python3 with boto3', 'python3-boto3', hasBoto3))(
    'give a form that uploads',
    async ({ gateway, bucket }) => {
      const [program = ''] = blocksOf('gateway.md', 'python')
      const script = `${asHere(program, gateway.url)}\nimport json\nprint(json.dumps(form))`
      const { stdout, stderr } = await runProgram(
        ['python3', '-c', script],
        await temporaryFolder(),
        rootOf(gateway.hallpass.server.rootAccessKey),
      )
      expect(stderr).toBe('')
      const { url, fields }: { url: string; fields: Record<string, string> } = JSON.parse(stdout)
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append('file', new Blob(['by a form']), 'note.txt')
      expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204)
      const kept = await gateway.s3().send(new GetObjectCommand({ Bucket: bucket, Key: 'inbox/note.txt' }))
      expect(await kept.Body?.transformToString()).toBe('by a form')
    },
  )

  test.skipIf(isSkippedWithout('rclone', 'rclone', hasRclone))('let rclone list', async ({ gateway, bucket }) => {
    await gateway.s3().send(new PutObjectCommand({ Bucket: bucket, Key: 'listed/a.txt', Body: 'a' }))
    const folder = await temporaryFolder()
    const { accessKeyId, secretAccessKey } = gateway.hallpass.server.rootAccessKey
    const profile = `[guest]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
    await writeFile(join(folder, 'profiles'), profile)
    await writeFile(join(folder, 'rclone.conf'), asHere(blocksOf('gateway.md', 'ini')[0] ?? '', gateway.url))
    const command = ['rclone', '--config', 'rclone.conf', 'lsf', 'pictures:pictures/listed/'] as const
    const { stdout } = await runProgram(command, folder, { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'profiles') })
    expect(stdout).toBe('a.txt\n')
  })

  test.skipIf(isSkippedWithout('nginx', 'nginx-light', hasNginx))('let nginx stand before it', async ({ gateway, bucket }) => {
    const server = (blocksOf('gateway.md', 'nginx')[0] ?? '').replace('443 ssl', '127.0.0.1:8080').replaceAll(/^ *ssl_.*$/gm, '')
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path tmp/${name};`)
    const file = join(await temporaryFolder(), 'nginx.conf')
    await writeFile(file, `daemon off; pid nginx.pid; error_log stderr; events {} http { access_log off; ${paths.join(' ')}\n${server} }`)
    const endpoint = await startNginx(pathToFileURL(file), { '127.0.0.1:4256': new URL(gateway.url).host })
    const s3 = gateway.s3({ endpoint })
    const Key = `a b/ü%2F${randomUUID()}`
    const Body = Buffer.alloc(6_000_000, 'x')
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))
    const kept = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }))
    expect(Buffer.from((await kept.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true)
  })
})

function asHere(text: string, gateway: string): string {
  return text.replaceAll('http://127.0.0.1:4256', gateway)
}

function rootOf({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_DEFAULT_REGION: region }
}
