// docs/migrate-from-sdk-v2.md, with a real service: a program of the SDK v2, and the same program after its import line was changed.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { startPlace } from './place.ts'
import { print } from './print.ts'

const place = await startPlace()
const { endpoint, region } = place

console.log("import AWS from 'aws-sdk'")
// Else it writes of its end before anything else is said.
Object.assign(process.env, { AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1' })
const before = await import('./sdk-v2/before.ts')
const formerly = await before.walk(place)

console.log("\nimport AWS from '@hallpass/credentials/v2'")
const after = await import('./sdk-v2/after.ts')
const credentials = await after.walk(place)
print('the same user as before', String(credentials.identityId === formerly.identityId))

console.log('\nAnd on to the SDK v3, with the same credentials')
const sts = new STSClient({ endpoint, region, credentials: credentials.toProvider() })
print('a signed call says', (await sts.send(new GetCallerIdentityCommand({}))).Arn)

sts.destroy()
await place.close()
