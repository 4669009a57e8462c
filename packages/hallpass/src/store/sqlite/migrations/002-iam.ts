/**
 * What IAM keeps: roles and users, their access keys, managed policies, SAML providers. `name_key` is the name in lower case.
 * `policy_use` is an index of what the rows of `entity` say: which policies are attached to it, and which is its boundary.
 */
export const iam = `
  create table entity (
    account_id text not null,
    kind text not null check (kind in ('role', 'user')),
    name_key text not null,
    id text not null,
    name text not null,
    path text not null,
    created_at integer not null,
    tags text not null,
    inline_policies text not null,
    attached_policy_arns text not null,
    permissions_boundary_arn text,
    trust_policy text,
    trusted_ids text,
    description text,
    max_session_duration integer,
    primary key (account_id, kind, name_key),
    check (kind = 'user' or (trust_policy is not null and trusted_ids is not null and max_session_duration is not null))
  ) strict, without rowid;
  create index entity_by_id on entity (id);

  create table policy_use (
    account_id text not null,
    entity_id text not null,
    used_as text not null check (used_as in ('policy', 'boundary')),
    policy_arn text not null,
    primary key (account_id, entity_id, used_as, policy_arn)
  ) strict, without rowid;
  create index policy_use_by_policy on policy_use (account_id, policy_arn);

  create table access_key (
    id text not null primary key,
    account_id text not null,
    user_id text not null,
    status text not null check (status in ('Active', 'Inactive')),
    created_at integer not null,
    wrapped_secret blob not null,
    last_use text
  ) strict, without rowid;
  create index access_key_by_user on access_key (user_id);

  create table managed_policy (
    account_id text not null,
    name_key text not null,
    arn text not null,
    id text not null,
    name text not null,
    path text not null,
    description text,
    created_at integer not null,
    updated_at integer not null,
    tags text not null,
    versions text not null,
    default_version integer not null,
    versions_made integer not null,
    primary key (account_id, name_key)
  ) strict, without rowid;
  create index managed_policy_by_arn on managed_policy (arn);

  create table saml_provider (
    arn text not null primary key,
    account_id text not null,
    name text not null,
    uuid text not null,
    created_at integer not null,
    tags text not null,
    idp_entity_id text not null,
    idp_signing_keys text not null,
    idp_valid_until integer
  ) strict, without rowid;
  create index saml_provider_by_age on saml_provider (account_id, created_at, arn);

  create table saml_metadata (arn text not null primary key, document text not null) strict;

  create table redeemed_assertion (
    id text not null primary key,
    expires_at integer not null
  ) strict, without rowid;
  create index redeemed_assertion_by_expiry on redeemed_assertion (expires_at);
`
