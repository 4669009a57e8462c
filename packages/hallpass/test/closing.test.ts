import { expect, test } from 'vitest'
import { newPool } from './cognito-identity/new-pool.ts'
import { startHallpass } from './hallpass.ts'
import { openConnection, rawHead } from './support/raw-connection.ts'

test('a request that is arriving while the server closes is answered, and ends its connection', async () => {
  const hallpass = await startHallpass()
  const body = JSON.stringify({ IdentityPoolId: await newPool(hallpass) })
  const head = rawHead(hallpass.url, 'GetId', [`Content-Length: ${body.length}`])
  const connection = await openConnection(hallpass.url)
  // The second request has begun when the first is answered: they came together.
  await connection.write(`${head}${body}${head.slice(0, -2)}`)
  await connection.seen(/IdentityId/)
  const closed = hallpass.close()
  await connection.write(`\r\n${body}`)
  const [, , second] = (await connection.received).split('HTTP/1.1 ')
  expect(second).toMatch(/^200 OK\r\n/)
  expect(second).toMatch(/\r\nconnection: close\r\n/i)
  expect(second).toContain('"IdentityId"')
  await closed
})
