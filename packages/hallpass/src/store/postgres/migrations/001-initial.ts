/**
 * The tables that SQLite has after its third migration, equal in meaning. Text that is compared or ordered is so by its bytes.
 *
 * A primary key begins with what is spread evenly, so that nothing that grows is hot, and holds the pool, so that an identity pool and its
 * rows may live together: Citus wants both in what is unique. Names of any length do not fit into an index of PostgreSQL (2.7 kB): logins
 * are unique by a digest, which the database computes, and found by a hash index. The cast to `bytea` reads backslashes, so they are
 * doubled before.
 */
export const initial = `
  create table pool (
    id text collate "C" not null primary key,
    account_id text collate "C" not null,
    name text collate "C" not null,
    created_at bigint not null,
    allows_guests smallint not null,
    allows_classic_flow smallint,
    developer_provider_name text collate "C",
    supported_login_providers text not null,
    openid_connect_provider_arns text not null,
    user_pool_clients text not null,
    saml_provider_arns text not null,
    tags text not null,
    roles text not null,
    role_mappings text not null,
    principal_tag_maps text not null
  );
  create index pool_by_age on pool (account_id, created_at, id);

  create table deleted_pool (id text collate "C" not null primary key);

  create table identity (
    id text collate "C" not null,
    pool_id text collate "C" not null,
    created_at bigint not null,
    modified_at bigint not null,
    disabled smallint not null,
    primary key (id, pool_id)
  );
  create index identity_by_age on identity (pool_id, created_at, id);

  create table login (
    pool_id text collate "C" not null,
    provider text collate "C" not null,
    subject text collate "C" not null,
    identity_id text collate "C" not null,
    digest bytea not null generated always as (sha256(replace(provider || chr(10) || subject, '\\', '\\\\')::bytea)) stored,
    primary key (digest, pool_id),
    foreign key (identity_id, pool_id) references identity (id, pool_id) on delete cascade
  );
  create index login_by_subject on login using hash (subject);
  create index login_by_identity on login (identity_id, pool_id);

  create table openid_connect_provider (
    arn text collate "C" not null primary key,
    account_id text collate "C" not null,
    url text collate "C" not null,
    created_at bigint not null,
    client_ids text not null,
    thumbprints text not null,
    tags text not null
  );
  create index openid_connect_provider_by_age on openid_connect_provider (account_id, created_at, arn);

  create table key (
    id text collate "C" not null primary key,
    use text collate "C" not null check (use in ('signing', 'sealing')),
    created_at bigint not null,
    material bytea not null
  );

  create table entity (
    account_id text collate "C" not null,
    kind text collate "C" not null check (kind in ('role', 'user')),
    name_key text collate "C" not null,
    id text collate "C" not null,
    name text collate "C" not null,
    path text collate "C" not null,
    created_at bigint not null,
    tags text not null,
    inline_policies text not null,
    attached_policy_arns text not null,
    permissions_boundary_arn text collate "C",
    trust_policy text,
    trusted_ids text,
    description text,
    max_session_duration bigint,
    primary key (account_id, kind, name_key),
    check (kind = 'user' or (trust_policy is not null and trusted_ids is not null and max_session_duration is not null))
  );
  create index entity_by_id on entity (id);

  create table policy_use (
    account_id text collate "C" not null,
    entity_id text collate "C" not null,
    used_as text collate "C" not null check (used_as in ('policy', 'boundary')),
    policy_arn text collate "C" not null,
    primary key (account_id, entity_id, used_as, policy_arn)
  );
  create index policy_use_by_policy on policy_use (account_id, policy_arn);

  create table access_key (
    id text collate "C" not null primary key,
    account_id text collate "C" not null,
    user_id text collate "C" not null,
    status text collate "C" not null check (status in ('Active', 'Inactive')),
    created_at bigint not null,
    wrapped_secret bytea not null,
    last_use text
  );
  create index access_key_by_user on access_key (user_id);

  create table managed_policy (
    account_id text collate "C" not null,
    name_key text collate "C" not null,
    arn text collate "C" not null,
    id text collate "C" not null,
    name text collate "C" not null,
    path text collate "C" not null,
    description text,
    created_at bigint not null,
    updated_at bigint not null,
    tags text not null,
    versions text not null,
    default_version bigint not null,
    versions_made bigint not null,
    primary key (account_id, name_key)
  );
  create index managed_policy_by_arn on managed_policy (arn);

  create table saml_provider (
    arn text collate "C" not null primary key,
    account_id text collate "C" not null,
    name text collate "C" not null,
    uuid text collate "C" not null,
    created_at bigint not null,
    tags text not null,
    idp_entity_id text not null,
    idp_signing_keys text not null,
    idp_valid_until bigint
  );
  create index saml_provider_by_age on saml_provider (account_id, created_at, arn);

  create table saml_metadata (arn text collate "C" not null primary key, document text not null);

  create table redeemed_assertion (
    id text collate "C" not null primary key,
    expires_at bigint not null
  );
  create index redeemed_assertion_by_expiry on redeemed_assertion (expires_at);

  create table copied_table (
    name text collate "C" not null primary key,
    rows bigint not null,
    after text,
    source text not null
  );
`
