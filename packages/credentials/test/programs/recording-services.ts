import { createServer, type IncomingHttpHeaders } from 'node:http'
import { listenOnFreshPort } from '../../../hallpass/test/counterparts/fresh-port.ts'

/** Stands in for S3 and DynamoDB, as far as a list of buckets or of tables goes: what matters is who signed the request. */
export interface RecordingServices {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly signers: readonly Signer[]
  close(): Promise<void>
}

export interface Signer {
  readonly accessKeyId: string
  readonly region: string
  /** `s3`, `dynamodb` */
  readonly service: string
  readonly sessionToken: string
}

export async function startRecordingServices(): Promise<RecordingServices> {
  const signers: Signer[] = []
  const server = createServer((request, response) => {
    signers.push(signerOf(request.headers))
    const isDynamo = String(request.headers['x-amz-target']).startsWith('DynamoDB')
    response.end(isDynamo ? '{"TableNames":[]}' : '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>')
  })
  const url = `http://127.0.0.1:${await listenOnFreshPort(server)}`
  return {
    url,
    signers,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signerOf({ authorization = '', 'x-amz-security-token': sessionToken }: IncomingHttpHeaders): Signer {
  const [, accessKeyId = '', region = '', service = ''] = /Credential=(\w+)\/\d{8}\/([\w-]+)\/(\w+)\/aws4_request/.exec(authorization) ?? []
  return { accessKeyId, region, service, sessionToken: String(sessionToken) }
}
