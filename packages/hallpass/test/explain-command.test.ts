import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CognitoIdentityClient, CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { describe, expect } from 'vitest'
import { type HallpassProcess, test } from './hallpass-process.ts'
import { poolTrust } from './trusted-roles.ts'

const env = { HALLPASS_ROOT_ACCESS_KEY_ID: 'ROOTKEYOFTHETESTS', HALLPASS_ROOT_SECRET_ACCESS_KEY: 'secret' }

/** A server with a pool whose guests' role trusts identities of this kind; returns the pool's id. */
async function servePool(
  hallpass: (args: readonly string[], env: Record<string, string>) => HallpassProcess,
  amr: string,
): Promise<string> {
  const endpoint = await hallpass(['serve', '--port', '0'], env).url
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'ROOTKEYOFTHETESTS', secretAccessKey: 'secret' } }
  const [cognito, iam] = [new CognitoIdentityClient(settings), new IAMClient(settings)]
  const pool = new CreateIdentityPoolCommand({ IdentityPoolName: 'shop', AllowUnauthenticatedIdentities: true })
  const { IdentityPoolId = '' } = await cognito.send(pool)
  const AssumeRolePolicyDocument = poolTrust({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } })
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'Guest', AssumeRolePolicyDocument }))
  await cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: { unauthenticated: String(Role?.Arn) } }))
  return IdentityPoolId
}

describe('hallpass explain', () => {
  test('tells step by step what a guest would get, while the service runs', async ({ hallpass }) => {
    const pool = await servePool(hallpass, 'unauthenticated')
    const { exitCode, stdout, stderr } = await hallpass(['explain', '--pool', pool], env).ended
    expect(stderr).toBe('')
    expect(stdout).toContain(`Pool      "shop" ${pool}`)
    expect(stdout).toContain('✓ Identity  a new guest would be made')
    expect(stdout).toContain('✓ Role      arn:aws:iam::000000000000:role/Guest')
    expect(stdout).toContain('arn:aws:sts::000000000000:assumed-role/Guest/CognitoIdentityCredentials for 60 minutes')
    expect(exitCode).toBe(0)
  })

  test('tells where it stops, and prints it as data where asked to', async ({ hallpass }) => {
    const pool = await servePool(hallpass, 'authenticated')
    const { stdout } = await hallpass(['explain', '--pool', pool], env).ended
    expect(stdout).toContain("✗ Trust     sts:AssumeRoleWithWebIdentity is not allowed by the role's trust policy")
    expect(stdout).toContain('Refused with InvalidIdentityPoolConfigurationException:')
    expect(stdout).toContain('What to do')
    const { stdout: json, exitCode } = await hallpass(['explain', '--pool', pool, '--json'], env).ended
    expect(JSON.parse(json)).toMatchObject({ outcome: 'refused', trust: [{ decision: 'implicitDeny' }] })
    expect(exitCode).toBe(0)
  })

  test('takes tokens from files, and lets nothing of them act on the terminal', async ({ hallpass, folder }) => {
    const pool = await servePool(hallpass, 'unauthenticated')
    await writeFile(join(folder, 'token.txt'), 'no token\n')
    const { stdout, exitCode } = await hallpass(['explain', '--pool', pool, '--logins', 'id.example.com/\u001b[2Ja=@token.txt'], env).ended
    expect(stdout).toContain('✗ Login     id.example.com/\uFFFD[2Ja')
    expect(stdout).not.toContain('\u001b')
    expect(stdout).not.toContain('no token')
    expect(exitCode).toBe(0)
  })

  test.for([
    ['neither a pool nor a policy', [], 'Name the identity pool with --pool, a policy with --policy, or a request with --request.'],
    ['a data directory without data', ['--pool', 'us-east-1:0', '--data-dir', 'none'], 'There is no data at none/hallpass.db.'],
    ['a login without a token', ['--pool', 'us-east-1:0', '--logins', 'id.example.com'], 'A login has the form PROVIDER=TOKEN'],
    [
      'a token file that is not there',
      ['--pool', 'us-east-1:0', '--logins', 'a.example=@none'],
      'The token of a.example cannot be read from none.',
    ],
    ['a policy file that is not there', ['--policy', 'none.json'], 'none.json cannot be read.'],
  ] as const)('says what is wrong with %s', async ([, args, message], { hallpass }) => {
    const { exitCode, stdout, stderr } = await hallpass(['explain', ...args]).ended
    expect(stderr).toContain(`hallpass: ${message}`)
    expect(stdout).toBe('')
    expect(exitCode).toBe(2)
  })

  test('tells in which line a policy is wrong', async ({ hallpass, folder }) => {
    await writeFile(join(folder, 'good.json'), poolTrust())
    await writeFile(join(folder, 'bad.json'), '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Maybe" }\n}')
    expect(await hallpass(['explain', '--policy', 'good.json', '--trust']).ended).toMatchObject({
      exitCode: 0,
      stdout: 'good.json: a valid trust policy\n',
    })
    const { stdout } = await hallpass(['explain', '--policy', 'bad.json']).ended
    expect(stdout).toMatch(/^bad\.json:3:\d+: Syntax errors in policy\.\n$/)
  })
})
