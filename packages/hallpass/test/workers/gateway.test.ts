import { CreateUserCommand, DeleteUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam'
import { expect } from 'vitest'
import { known } from '../cognito-identity/federation.ts'
import { clientsOf, environment } from '../cognito-identity/process-clients.ts'
import { startAnsweringStore } from '../counterparts/answering-store.ts'
import { sendSigned } from '../gateway/signed-exchange.ts'
import { test } from '../hallpass-process.ts'
import { createKey } from '../iam-access-keys.ts'

test('each worker serves the S3 gateway, and knows at once what was changed at another', async ({ hallpass }) => {
  const store = await startAnsweringStore()
  const service = hallpass(['serve', '--port', '0', '--workers', '2', '--gateway-port', '0', '--backend', store.url], {
    ...environment,
    HALLPASS_GATEWAY_BACKEND_ACCESS_KEY_ID: 'KEYOFTHESTORE',
    HALLPASS_GATEWAY_BACKEND_SECRET_ACCESS_KEY: 'secret of the store',
  })
  const clients = await clientsOf(service)
  const url = await service.gatewayUrl
  const user = { UserName: 'reader', PolicyName: 'reads' }
  await clients.iam.send(new CreateUserCommand(user))
  const key = await createKey(clients, user.UserName)
  const credentials = { accessKeyId: known(key.AccessKeyId), secretAccessKey: known(key.SecretAccessKey) }
  const ask = async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendSigned(url, { method: 'GET', target: '/photos/a' }, credentials)))
    return answers.map(({ status }) => status)
  }
  expect(await ask()).toEqual(Array(8).fill(403))
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } })
  for (let turn = 0; turn < 3; turn += 1) {
    await clients.iam.send(new PutUserPolicyCommand({ ...user, PolicyDocument }))
    expect(await ask()).toEqual(Array(8).fill(200))
    await clients.iam.send(new DeleteUserPolicyCommand(user))
    expect(await ask()).toEqual(Array(8).fill(403))
  }
  clients.close()
  await store.close()
})
