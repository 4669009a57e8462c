import { escapeXml } from '../xml/escape-xml.ts'
import type { S3Fault } from './s3-fault.ts'

/**
 * The body of a refusal.
 * @param resource the path that was asked for
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function errorDocument(
  { code, message }: Pick<S3Fault, 'code' | 'message'>,
  resource: string,
  requestId: string,
  hostId: string,
): string {
  const members = { Code: code, Message: message, Resource: resource, RequestId: requestId, HostId: hostId }
  const texts = Object.entries(members).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`)
  return `<?xml version="1.0" encoding="UTF-8"?><Error>${texts.join('')}</Error>`
}
