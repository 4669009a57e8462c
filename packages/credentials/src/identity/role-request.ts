import type { AssumeRoleWithWebIdentityParams } from '../v3/roleAssumer.ts'

/** Which role is assumed, and how far its session is narrowed. */
export interface RoleRequest {
  readonly roleArn?: string | undefined
  readonly roleSessionName?: string | undefined
  readonly providerId?: string | undefined
  readonly policyArns?: { arn?: string }[] | undefined
  readonly policy?: string | undefined
  readonly durationSeconds?: number | undefined
}

/** The parameters of `AssumeRoleWithWebIdentity`. */
export function roleRequest(
  { roleArn, roleSessionName = `aws-sdk-js-session-${Date.now()}`, providerId, policyArns, policy, durationSeconds }: RoleRequest,
  webIdentityToken: string,
): AssumeRoleWithWebIdentityParams {
  return {
    RoleArn: roleArn,
    RoleSessionName: roleSessionName,
    WebIdentityToken: webIdentityToken,
    ProviderId: providerId,
    PolicyArns: policyArns,
    Policy: policy,
    DurationSeconds: durationSeconds,
    // A member that is undefined is as good as absent; the role was asked for before.
  } as AssumeRoleWithWebIdentityParams
}
