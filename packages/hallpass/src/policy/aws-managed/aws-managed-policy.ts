/** A policy that AWS keeps for every account: everybody may attach it, nobody may change it. */
export interface AwsManagedPolicy {
  /** `arn:aws:iam::aws:policy/PATH/NAME` */
  readonly arn: string
  /** `ANPA…`, 21 characters. */
  readonly id: string
  readonly path: string
  readonly name: string
  readonly description: string
  /** The number of the only version that there is here; it is AWS's. */
  readonly defaultVersion: number
  /** JSON, laid out by us. */
  readonly document: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** Milliseconds since the epoch; it is when the version was made, too. */
  readonly updatedAt: number
}

export interface AwsManagedPolicySource extends Pick<AwsManagedPolicy, 'id' | 'name' | 'description' | 'defaultVersion'> {
  /** `/` where it is left out. */
  readonly path?: string
  /** ISO 8601. */
  readonly created: string
  /** ISO 8601; the same as `created` where it is left out. */
  readonly updated?: string
  readonly statements: readonly object[]
}

export function awsManagedPolicy(source: AwsManagedPolicySource): AwsManagedPolicy {
  const { id, name, description, defaultVersion, path = '/', created, updated = created, statements } = source
  return {
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    id,
    path,
    name,
    description,
    defaultVersion,
    document: JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2),
    createdAt: Date.parse(created),
    updatedAt: Date.parse(updated),
  }
}
