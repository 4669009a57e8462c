import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, region } from '../hallpass.ts'
import { runProgram } from './run-program.ts'

/**
 * Runs a Python script that has boto3's clients `iam`, `sts` and `cognito` with the root key, and `client(service, ...)` for others;
 * returns what it assigned to `result`.
 */
export type RunPython = (script: string) => Promise<unknown>

export const test = base.extend<{ python: RunPython }>({
  python: async ({ hallpass }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'hallpass-'))
    const { accessKeyId, secretAccessKey } = hallpass.server.rootAccessKey
    const key = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_DEFAULT_REGION: region }
    await use(async (script) => {
      const whole = `${prologue}\n${script}\nprint(json.dumps(result, default=str))\n`
      const { exitCode, stdout, stderr } = await runProgram(['python3', '-c', whole], folder, { ENDPOINT: hallpass.url, ...key })
      if (exitCode !== 0) throw new Error(stderr)
      return JSON.parse(stdout)
    })
    await rm(folder, { recursive: true })
  },
})

const prologue = `
import json, os, urllib.error, urllib.request, boto3, botocore
from botocore.config import Config

endpoint = os.environ['ENDPOINT']

def client(service, credentials=None, **more):
    given = {} if credentials is None else {
        'aws_access_key_id': credentials['AccessKeyId'],
        'aws_secret_access_key': credentials.get('SecretAccessKey') or credentials.get('SecretKey'),
        'aws_session_token': credentials.get('SessionToken'),
    }
    return boto3.client(service, endpoint_url=endpoint, **given, **more)

def allowing(action, resource='*', **more):
    return {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': action, 'Resource': resource, **more}]}

def trusting(principal, action='sts:AssumeRole'):
    return {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': principal, 'Action': action}]}

def refusal(call, **arguments):
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        return type(error).__name__, error.response['ResponseMetadata']['HTTPStatusCode'], error.response['Error']['Message']
    raise AssertionError('It was not refused.')

iam, sts, cognito = client('iam'), client('sts'), client('cognito-identity')
`
