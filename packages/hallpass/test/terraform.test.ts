import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { createClients } from './clients.ts'
import { createSamlIdentityProvider } from './counterparts/saml-identity-provider.ts'
import { accountId, region, test } from './hallpass.ts'
import { withOwnServer } from './sts-calls.ts'
import { readRecording, writeRecording } from './support/recording.ts'
import { startRecordingProxy } from './support/recording-proxy.ts'
import { replay } from './support/replay.ts'
import { openTerraform, type Terraform } from './support/terraform.ts'
import { changeBehindTerraform, importable, leaveMoreToDestroy, listEverything } from './terraform-surroundings.ts'

const recording = new URL('recordings/terraform.jsonl', import.meta.url)
/** With `RECORD_TERRAFORM` set, what Terraform asks is written into the recording. */
const isRecording = process.env['RECORD_TERRAFORM'] !== undefined

const terraform = await openTerraform(new URL('terraform/', import.meta.url))
const isMissing = typeof terraform === 'string'
if (isMissing) process.stderr.write(`terraform: not installed (${terraform}); replayed the recorded requests instead\n`)

afterAll(async () => {
  if (!isMissing) await terraform.remove()
})

test.skipIf(isMissing)(
  'Terraform applies, updates, replaces, imports, mends and destroys',
  { timeout: 1_800_000 },
  async ({ hallpass }) => {
    const proxy = await startRecordingProxy(hallpass.url)
    const clients = createClients(proxy.url, region, hallpass.server.rootAccessKey)
    const { accessKeyId, secretAccessKey } = hallpass.server.rootAccessKey
    // The test is skipped where it is a text.
    const { folder, run, forget } = terraform as Terraform
    for (const number of [1, 2]) await writeFile(join(folder, `metadata-${number}.xml`), createSamlIdentityProvider().metadata)

    const settings = { endpoint: proxy.url, access_key: accessKeyId, secret_key: secretAccessKey }
    // One after the other, so that a recording has one order.
    const order = isRecording ? ['-parallelism=1'] : []
    const apply = (variables: object) => run(['apply', '-auto-approve', ...order], { ...settings, ...variables })
    const plan = (variables: object) => run(['plan', '-detailed-exitcode', ...order], { ...settings, ...variables })
    const nothingToDo = { exitCode: 0, errors: [], planned: {}, counts: { add: 0, change: 0, import: 0, remove: 0 } }

    const first = {}
    expect(await apply(first)).toMatchObject({
      exitCode: 0,
      errors: [],
      counts: { add: 29, change: 0, remove: 0 },
      outputs: { found: { value: found } },
    })
    expect(await plan(first)).toMatchObject(nothingToDo)

    const updated = { is_updated: true }
    expect(await apply(updated)).toMatchObject({ exitCode: 0, errors: [], counts: { add: 0, change: 14, remove: 1 } })
    expect(await plan(updated)).toMatchObject(nothingToDo)

    const second = { ...updated, generation: 2 }
    const replaced = await apply(second)
    expect(replaced).toMatchObject({ exitCode: 0, errors: [] })
    for (const address of ['aws_cognito_identity_pool.jobs', 'aws_iam_policy.worker', 'aws_iam_role.worker']) {
      const [created, deleted] = [replaced.done.indexOf(`create ${address}`), replaced.done.indexOf(`delete ${address}`)]
      expect(created).toBeGreaterThanOrEqual(0)
      expect(deleted).toBeGreaterThan(created)
    }
    expect(await plan(second)).toMatchObject(nothingToDo)

    const imported = await importable(clients)
    await forget(Object.keys(imported))
    const blocks = Object.entries(imported).map(([address, id]) => `import {\n  to = ${address}\n  id = "${id}"\n}\n`)
    await writeFile(join(folder, 'imports.tf'), blocks.join(''))
    expect(await apply(second)).toMatchObject({ exitCode: 0, errors: [], counts: { add: 0, import: blocks.length, remove: 0 } })
    await rm(join(folder, 'imports.tf'))
    expect(await plan(second)).toMatchObject(nothingToDo)

    const toMend = await changeBehindTerraform(clients)
    expect(await plan(second)).toMatchObject({ exitCode: 2, errors: [], planned: toMend })
    expect(await apply(second)).toMatchObject({ exitCode: 0, errors: [], counts: { add: 5, change: 1, remove: 0 } })

    await leaveMoreToDestroy(clients)
    expect(await run(['destroy', '-auto-approve', ...order], { ...settings, ...second })).toMatchObject({ exitCode: 0, errors: [] })
    const left = await listEverything(clients)
    expect(left).toEqual({ pools: [], roles: [], policies: [], users: [], openIdProviders: [], samlProviders: [] })

    if (isRecording) await writeRecording(recording, proxy.calls)
    clients.close()
    await proxy.close()
  },
)

test('what Terraform asked is answered as when it was recorded', async () => {
  const calls = await readRecording(recording)
  expect(calls.length).toBeGreaterThan(200)
  await withOwnServer(async (hallpass) => {
    for await (const { actual, expected } of replay(hallpass, calls)) expect(actual).toEqual(expected)
  })
})

/** What the data sources find in the first configuration. */
const found = {
  account: accountId,
  issuer: `arn:aws:iam::${accountId}:root`,
  provider_of_url: ['phone', 'web'],
  saml_provider: 'staff',
  policy_of_name: `arn:aws:iam::${accountId}:policy/app/read`,
  policy_of_arn: 'Reads & lists <files>',
  policy_of_aws: 'AmazonS3ReadOnlyAccess',
  role: [3600, `arn:aws:iam::${accountId}:policy/boundary-narrow`],
  roles_of_app: ['signed-in'],
  simulation: { 's3:PutObject': 'allowed', 's3:GetObject': 'implicitDeny' },
  user: ['/', `arn:aws:iam::${accountId}:policy/boundary-wide`],
  users: ['operator'],
  access_keys: ['Active'],
  pool: [true, true],
  tags_of_pool: { managed_by: 'terraform', stage: 'one', dropped: 'yes' },
}
