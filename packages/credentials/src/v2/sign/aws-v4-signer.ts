// All of aws4fetch that signing needs, so that bundlers can leave out the rest although it is loaded later.
export { AwsV4Signer } from 'aws4fetch'
