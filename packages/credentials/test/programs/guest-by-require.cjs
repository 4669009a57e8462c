// The guide's first program; its placeholders come from the environment. It prints what it learned, as JSON.
const { S3Client, ListBucketsCommand } = require('@aws-sdk/client-s3')
const { fromCognitoIdentityPool, ...ours } = require('@hallpass/credentials')
const sdk = require('@aws-sdk/client-cognito-identity')

const { REGION: region, IDENTITY_POOL_ID: identityPoolId, ENDPOINT: endpoint, CLIENT } = process.env
const { CognitoIdentityClient } = CLIENT === 'sdk' ? sdk : ours

const client = new S3Client({
  region: 'us-west-2',
  credentials: fromCognitoIdentityPool({
    client: new CognitoIdentityClient({ region, endpoint }),
    identityPoolId,
    logins: {},
  }),
})

client.send(new ListBucketsCommand({})).then(async () => {
  const { identityId, accessKeyId } = await client.config.credentials()
  process.stdout.write(JSON.stringify({ identityId, accessKeyId }))
})
