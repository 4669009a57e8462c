import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ProgramRun, runProgram } from './run-program.ts'
import type { SigningCredentials } from './sign-request.ts'

/** Programs that speak S3, with one set of credentials and a folder of their own. */
export interface S3Programs {
  readonly folder: string
  /** What it prints; fails with what it says on standard error. */
  aws(...args: readonly string[]): Promise<string>
  rclone(...args: readonly string[]): Promise<string>
  curl(...args: readonly string[]): Promise<string>
  /** The script has `s3`, boto3's client, and `client(**configuration)` for others; returns what it assigned to `result`. */
  python(script: string): Promise<unknown>
  /** Runs a command of the shell, as `aws … | …`. */
  shell(command: string): Promise<string>
  remove(): Promise<void>
}

export async function openS3Programs(url: string, credentials: SigningCredentials, region = 'us-east-1'): Promise<S3Programs> {
  const folder = await mkdtemp(join(tmpdir(), 'hallpass-s3-'))
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const environment: Record<string, string> = {
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_DEFAULT_REGION: region, AWS_PAGER: '' },
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
    ...{ ENDPOINT: url, AWS_ENDPOINT_URL: url },
    ...{ RCLONE_CONFIG_STORE_TYPE: 's3', RCLONE_CONFIG_STORE_PROVIDER: 'Other', RCLONE_CONFIG_STORE_ENDPOINT: url },
    ...{ RCLONE_CONFIG_STORE_ENV_AUTH: 'true', RCLONE_CONFIG_STORE_REGION: region, RCLONE_CONFIG_STORE_NO_CHECK_BUCKET: 'true' },
  }
  const run = async (...command: readonly [string, ...string[]]) => output(await runProgram(command, folder, environment))
  return {
    folder,
    aws: (...args) => run('aws', ...args, '--endpoint-url', url),
    rclone: (...args) => run('rclone', '--retries', '1', '--low-level-retries', '1', ...args),
    curl: (...args) => {
      const token = sessionToken === undefined ? [] : ['-H', `x-amz-security-token: ${sessionToken}`]
      const signing = ['--aws-sigv4', `aws:amz:${region}:s3`, '--user', `${accessKeyId}:${secretAccessKey}`]
      return run('curl', '-sS', '--path-as-is', ...signing, ...token, ...args)
    },
    python: async (script) => JSON.parse(await run('python3', '-c', `${prologue}\n${script}\nprint(json.dumps(result, default=str))`)),
    shell: (command) => run('bash', '-c', `set -euo pipefail; ${command}`),
    remove: () => rm(folder, { recursive: true }),
  }
}

function output({ exitCode, stdout, stderr }: ProgramRun): string {
  if (exitCode !== 0) throw new Error(`It ended with ${exitCode}: ${stderr}\n${stdout}`)
  return stdout
}

const prologue = `
import io, json, os, sys, urllib.error, urllib.request, boto3, botocore
from botocore.config import Config
from boto3.s3.transfer import TransferConfig

endpoint = os.environ['ENDPOINT']

def client(**configuration):
    s3 = {'addressing_style': 'path', **configuration.pop('s3', {})}
    return boto3.client('s3', endpoint_url=endpoint, config=Config(s3=s3, retries={'max_attempts': 1}, **configuration))

def refusal(call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        return error.response['ResponseMetadata']['HTTPStatusCode'], error.response['Error']['Code']
    raise AssertionError('It was not refused.')

def post(url, fields, name, content, more=()):
    boundary = 'boundary0123456789'
    parts = [f'--{boundary}\\r\\nContent-Disposition: form-data; name="{k}"\\r\\n\\r\\n{v}\\r\\n'.encode() for k, v in list(fields.items()) + list(more)]
    parts.append(f'--{boundary}\\r\\nContent-Disposition: form-data; name="file"; filename="{name}"\\r\\nContent-Type: text/plain\\r\\n\\r\\n'.encode())
    body = b''.join(parts) + content + f'\\r\\n--{boundary}--\\r\\n'.encode()
    request = urllib.request.Request(url, body, {'Content-Type': f'multipart/form-data; boundary={boundary}'}, method='POST')
    return fetch(request)

def fetch(request):
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()

s3 = client()
`
