import { type Upstream, type UpstreamKind, type UpstreamRole, type UpstreamRoles, upstreamKinds } from '../upstream/upstream.ts'
import { checkProviderUrl } from './check-url.ts'
import { cutSlash, type Report, readMembers, readObject, readText } from './config-members.ts'
import { type Check, faulty, good, shown } from './fault.ts'

/** Reads `upstreams`: name → what it is, where it is, and which of its roles stands behind which of ours. */
export function readUpstreams(value: unknown, report: Report): UpstreamRoles {
  const bound = new Map<string, UpstreamRole>()
  for (const [name, settings] of Object.entries(readObject(value ?? {}, 'upstreams', report))) {
    const place = `upstreams[${shown(name)}]`
    if (!/^[\w.-]{1,64}$/.test(name)) {
      report(place, 'This is no name of an upstream.', 'Give 1 to 64 characters of A–Z, a–z, 0–9, _, . and -: it is told in errors.')
      continue
    }
    const members = readMembers(settings, ['kind', 'endpoint', 'roles'], place, report)
    const upstream: Upstream = {
      name,
      kind: readKind(members.kind, `${place}.kind`, report),
      endpoint: cutSlash(readText(members.endpoint, checkProviderUrl, `${place}.endpoint`, report)),
    }
    for (const [own, theirs] of Object.entries(readObject(members.roles, `${place}.roles`, report))) {
      const rolePlace = `${place}.roles[${shown(own)}]`
      if (bound.has(own)) report(rolePlace, 'The role stands for one of another upstream already.', 'Name it once.')
      readText(own, checkOwnRole, rolePlace, report)
      bound.set(own, { upstream, roleArn: readText(theirs, checkTheirRole, rolePlace, report) })
    }
  }
  return bound
}

function readKind(value: unknown, place: string, report: Report): UpstreamKind {
  const kind = upstreamKinds.find((each) => each === value)
  if (kind === undefined) report(place, 'It is no kind of upstream.', `Give one of ${upstreamKinds.join(', ')}.`)
  return kind ?? 'aws'
}

const checkOwnRole: Check<string> = (text) =>
  /^arn:aws:iam::\d{12}:role\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no role of ours.`, 'Give its ARN, such as arn:aws:iam::000000000000:role/NAME.')

/** Ceph and MinIO leave the account out; MinIO has a partition of its own. */
const checkTheirRole: Check<string> = (text) =>
  text.length <= 2048 && /^arn:[\w-]+:iam::[^:\s]*:role\/\S+$/.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no role.`, "Give the ARN of the upstream's role, such as arn:aws:iam::111122223333:role/NAME.")
