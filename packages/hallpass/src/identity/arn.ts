export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly accountId: string
  readonly resource: string
}

const shape = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s

/** The parts of an ARN, or undefined where the text is none. Source: AWS General Reference, Amazon Resource Names. */
export function parseArn(text: string): Arn | undefined {
  const [, partition, service, region, accountId, resource] = shape.exec(text) ?? []
  if (partition === undefined || service === undefined || region === undefined || accountId === undefined || resource === undefined) {
    return undefined
  }
  return { partition, service, region, accountId, resource }
}

/** `arn:aws:cognito-identity:REGION:ACCOUNT:identitypool/REGION:UUID` */
export function identityPoolArn(poolId: string, accountId: string): string {
  return `arn:aws:cognito-identity:${poolId.slice(0, poolId.indexOf(':'))}:${accountId}:identitypool/${poolId}`
}
