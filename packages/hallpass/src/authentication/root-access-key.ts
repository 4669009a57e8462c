/** An access key that may do everything. */
export interface RootAccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}
