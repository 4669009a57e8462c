/** What the query wire must know of one of its services. Source: botocore service models. */
export interface QueryApi {
  /** The parameter `Version` by which requests name the service. */
  readonly version: string
  readonly namespace: string
  /** Whether messages repeat values that do not meet their constraints. */
  readonly showsValues: boolean
  /** Whether the message for an unknown action tells which ones there are. */
  readonly listsActions: boolean
}

export const queryApis: Readonly<Record<'sts' | 'iam', QueryApi>> = {
  sts: {
    version: '2011-06-15',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    showsValues: true,
    listsActions: false,
  },
  iam: {
    version: '2010-05-08',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    showsValues: false,
    listsActions: true,
  },
}
