/** Who asks, as trust policies see it. */
export type Principal =
  | { readonly kind: 'root'; readonly accountId: string }
  | { readonly kind: 'user'; readonly accountId: string; readonly arn: string; readonly id: string }
  | {
      readonly kind: 'role-session'
      readonly accountId: string
      /** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
      readonly roleArn: string
      readonly roleId: string
      /** `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION` */
      readonly sessionArn: string
    }
  /** `arn:aws:sts::ACCOUNT:federated-user/NAME` */
  | { readonly kind: 'federated-user'; readonly accountId: string; readonly arn: string }
  /** Somebody with a token: `cognito-identity.amazonaws.com`, another host that needs no registration, or the ARN of the provider in IAM. */
  | { readonly kind: 'federated'; readonly provider: string }
