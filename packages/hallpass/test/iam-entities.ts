import { randomUUID } from 'node:crypto'
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  type CreatePolicyRequest,
  CreateRoleCommand,
  type CreateRoleRequest,
  CreateUserCommand,
  type CreateUserRequest,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListRolePoliciesCommand,
  ListRoleTagsCommand,
  ListUserPoliciesCommand,
  ListUserTagsCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
  TagUserCommand,
  UntagRoleCommand,
  UntagUserCommand,
} from '@aws-sdk/client-iam'
import { accountId, type Hallpass, region } from './hallpass.ts'
import { signRequest } from './support/sign-request.ts'

/** A name that nothing else has. */
export function freshName(): string {
  return `n-${randomUUID()}`
}

/** A policy that allows these actions, on everything unless told otherwise. */
export function allowing(Action: string | readonly string[], Resource: string | readonly string[] = '*', Condition?: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, Condition }] })
}

/** A trust policy for `sts:AssumeRole` by this principal. */
export function trusting(Principal: unknown): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] })
}

export const trustPolicy = trusting({ Service: 'ec2.amazonaws.com' })

export async function createRole({ iam }: Hallpass, request: Partial<CreateRoleRequest> = {}) {
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: freshName(), AssumeRolePolicyDocument: trustPolicy, ...request }))
  return whole(Role)
}

export async function getRole({ iam }: Hallpass, RoleName: string | undefined) {
  return whole((await iam.send(new GetRoleCommand({ RoleName }))).Role)
}

export async function createUser({ iam }: Hallpass, request: Partial<CreateUserRequest> = {}) {
  return whole((await iam.send(new CreateUserCommand({ UserName: freshName(), ...request }))).User)
}

export async function getUser({ iam }: Hallpass, UserName?: string) {
  return whole((await iam.send(new GetUserCommand({ UserName }))).User)
}

/** The ARN of a new managed policy. */
export async function createPolicy({ iam }: Hallpass, request: Partial<CreatePolicyRequest> = {}): Promise<string> {
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: freshName(), PolicyDocument: allowing('s3:GetObject'), ...request }),
  )
  return whole(whole(Policy).Arn)
}

/** A client that signs with a new key of this user. */
export async function clientOf({ iam, url }: Hallpass, UserName: string | undefined): Promise<IAMClient> {
  const { AccessKeyId = '', SecretAccessKey = '' } = whole((await iam.send(new CreateAccessKeyCommand({ UserName }))).AccessKey)
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }
  return new IAMClient({ endpoint: url, region, maxAttempts: 1, credentials })
}

/** A client of a new user who has this inline policy. */
export async function clientAllowed(hallpass: Hallpass, document: string): Promise<IAMClient> {
  const { UserName } = await createUser(hallpass)
  await hallpass.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: document }))
  return clientOf(hallpass, UserName)
}

/** Posts a form to IAM, signed by root: the answer as it stands on the wire. */
export async function postAsRoot({ url, server }: Hallpass, parameters: Record<string, string>) {
  const body = new URLSearchParams({ Version: '2010-05-08', ...parameters }).toString()
  const headers = { host: new URL(url).host, 'content-type': 'application/x-www-form-urlencoded' }
  const { host: _, ...signed } = signRequest(headers, body, server.rootAccessKey, { service: 'iam' })
  const answer = await fetch(url, { method: 'POST', body, headers: signed })
  return { status: answer.status, body: await answer.text() }
}

/** What roles and users have alike, by the operations of each. */
export interface Family {
  readonly kind: 'role' | 'user'
  readonly create: (hallpass: Hallpass, request?: object) => Promise<string>
  readonly get: (hallpass: Hallpass, name: string) => Promise<Pick<Awaited<ReturnType<typeof getRole>>, 'PermissionsBoundary' | 'Tags'>>
  readonly delete: (hallpass: Hallpass, name: string) => Promise<unknown>
  readonly putPolicy: (hallpass: Hallpass, name: string, PolicyName: string, PolicyDocument: string) => Promise<unknown>
  readonly getPolicy: (hallpass: Hallpass, name: string, PolicyName: string) => Promise<{ PolicyDocument?: string | undefined }>
  readonly deletePolicy: (hallpass: Hallpass, name: string, PolicyName: string) => Promise<unknown>
  readonly listPolicies: (
    hallpass: Hallpass,
    name: string,
    page?: PageOptions,
  ) => Promise<ListAnswer & { PolicyNames?: string[] | undefined }>
  readonly attach: (hallpass: Hallpass, name: string, PolicyArn: string) => Promise<unknown>
  readonly detach: (hallpass: Hallpass, name: string, PolicyArn: string) => Promise<unknown>
  readonly listAttached: (
    hallpass: Hallpass,
    name: string,
    page?: PageOptions & { PathPrefix?: string },
  ) => Promise<ListAnswer & { AttachedPolicies?: { PolicyName?: string | undefined; PolicyArn?: string | undefined }[] | undefined }>
  readonly putBoundary: (hallpass: Hallpass, name: string, PermissionsBoundary: string) => Promise<unknown>
  readonly deleteBoundary: (hallpass: Hallpass, name: string) => Promise<unknown>
  readonly tag: (hallpass: Hallpass, name: string, Tags: TagMember[]) => Promise<unknown>
  readonly untag: (hallpass: Hallpass, name: string, TagKeys: string[]) => Promise<unknown>
  readonly listTags: (hallpass: Hallpass, name: string, page?: PageOptions) => Promise<ListAnswer & { Tags?: unknown[] | undefined }>
}

export interface PageOptions {
  readonly Marker?: string | undefined
  readonly MaxItems?: number
}

interface ListAnswer {
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}

interface TagMember {
  Key: string
  Value: string
}

export const families: readonly Family[] = [
  {
    kind: 'role',
    create: async (hallpass, request) => whole((await createRole(hallpass, request)).RoleName),
    get: getRole,
    delete: ({ iam }, RoleName) => iam.send(new DeleteRoleCommand({ RoleName })),
    putPolicy: ({ iam }, RoleName, PolicyName, PolicyDocument) =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
    getPolicy: ({ iam }, RoleName, PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    deletePolicy: ({ iam }, RoleName, PolicyName) => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })),
    listPolicies: ({ iam }, RoleName, page) => iam.send(new ListRolePoliciesCommand({ RoleName, ...page })),
    attach: ({ iam }, RoleName, PolicyArn) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })),
    detach: ({ iam }, RoleName, PolicyArn) => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })),
    listAttached: ({ iam }, RoleName, page) => iam.send(new ListAttachedRolePoliciesCommand({ RoleName, ...page })),
    putBoundary: ({ iam }, RoleName, PermissionsBoundary) =>
      iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary })),
    deleteBoundary: ({ iam }, RoleName) => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
    tag: ({ iam }, RoleName, Tags) => iam.send(new TagRoleCommand({ RoleName, Tags })),
    untag: ({ iam }, RoleName, TagKeys) => iam.send(new UntagRoleCommand({ RoleName, TagKeys })),
    listTags: ({ iam }, RoleName, page) => iam.send(new ListRoleTagsCommand({ RoleName, ...page })),
  },
  {
    kind: 'user',
    create: async (hallpass, request) => whole((await createUser(hallpass, request)).UserName),
    get: getUser,
    delete: ({ iam }, UserName) => iam.send(new DeleteUserCommand({ UserName })),
    putPolicy: ({ iam }, UserName, PolicyName, PolicyDocument) =>
      iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument })),
    getPolicy: ({ iam }, UserName, PolicyName) => iam.send(new GetUserPolicyCommand({ UserName, PolicyName })),
    deletePolicy: ({ iam }, UserName, PolicyName) => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName })),
    listPolicies: ({ iam }, UserName, page) => iam.send(new ListUserPoliciesCommand({ UserName, ...page })),
    attach: ({ iam }, UserName, PolicyArn) => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn })),
    detach: ({ iam }, UserName, PolicyArn) => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn })),
    listAttached: ({ iam }, UserName, page) => iam.send(new ListAttachedUserPoliciesCommand({ UserName, ...page })),
    putBoundary: ({ iam }, UserName, PermissionsBoundary) =>
      iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary })),
    deleteBoundary: ({ iam }, UserName) => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName })),
    tag: ({ iam }, UserName, Tags) => iam.send(new TagUserCommand({ UserName, Tags })),
    untag: ({ iam }, UserName, TagKeys) => iam.send(new UntagUserCommand({ UserName, TagKeys })),
    listTags: ({ iam }, UserName, page) => iam.send(new ListUserTagsCommand({ UserName, ...page })),
  },
]

/** What `toMatchObject` finds in the SDK's error. */
export function refusal(name: string, message: string, status = 400) {
  return { name, message, $metadata: { httpStatusCode: status } }
}

export function notFound(message: string) {
  return refusal('NoSuchEntityException', message, 404)
}

export const noSuchName = 'nobody-of-this-name'
export const unknownPolicy = `arn:aws:iam::${accountId}:policy/unknown`

/** What an answer must have. */
export function whole<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The answer lacks a member.')
  return value
}
