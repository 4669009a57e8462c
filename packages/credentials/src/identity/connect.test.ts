import { expect, test } from 'vitest'
import { connect } from './connect.ts'

/** What the connection's client would use, called by a client of that configuration. */
async function used(options: Parameters<typeof connect>[0], regionalId: string) {
  const connection = connect(
    options,
    () => regionalId,
    () => {},
  )
  connection.caller = { region: async () => 'eu-west-1', userAgentAppId: async () => 'caller' }
  const { region, userAgentAppId } = connection.config
  return [await (region as () => unknown)(), await (userAgentAppId as () => unknown)()]
}

test('CP-PRV-2: region and app id are those of the calling client where nothing nearer names them', async () => {
  expect(await used({}, 'no region')).toEqual(['eu-west-1', 'caller'])
  const parentClientConfig = { region: 'eu-west-2', userAgentAppId: async () => 'parent' }
  expect(await used({ parentClientConfig }, 'no region')).toEqual(['eu-west-2', 'parent'])
  expect(await used({ parentClientConfig, clientConfig: { userAgentAppId: 'own' } }, 'no region')).toEqual(['eu-west-2', 'own'])
})

test('CP-ID-8: the region is the one given, else that of the pool or identity, whoever calls', async () => {
  const parentClientConfig = { region: 'eu-west-2' }
  expect(await used({ parentClientConfig }, 'eu-central-1:pool')).toEqual(['eu-central-1', 'caller'])
  expect(await used({ region: 'us-east-1', clientConfig: { region: 'us-west-2' } }, 'eu-central-1:pool')).toEqual(['us-east-1', 'caller'])
  expect(await used({ clientConfig: { region: async () => 'us-west-2' } }, 'eu-central-1:pool')).toEqual(['us-west-2', 'caller'])
})
