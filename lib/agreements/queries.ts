import type { Actor } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { type Database, db, type Sql, sql } from '@/lib/platform/db/sql'
import type { Change } from './changes'
import { DEFAULT_TERMS, type Definition, type DefinitionTerms } from './definition'
import { type AgreementKind, type AgreementTerms, FIRST_TERMS } from './kinds'

/** The sales-ready definition that counts at this moment: the newest signed one whose day has come, else version 1. */
export async function definitionInForce(on: Database, at: Date): Promise<Definition> {
  const found = await on.one<{ version: number; terms: DefinitionTerms }>(sql`
    select version, content as terms from agreement where ${inForceAt('definition', at)}
    order by version desc limit 1`)
  return found ?? { version: 1, terms: DEFAULT_TERMS }
}

function inForceAt(kind: AgreementKind, at: Date): Sql {
  return sql`kind = ${kind}::agreement_kind and state = 'signed'
    and in_force_from <= (${at}::timestamptz at time zone (select time_zone from organisation))::date
    and signed_at <= ${at}::timestamptz`
}

/** A definition as it was signed: what a handoff stamped with this version is judged by. */
export async function definitionOfVersion(on: Database, version: number): Promise<Definition> {
  if (version === 1) return { version, terms: DEFAULT_TERMS }
  const found = await on.one<{ terms: DefinitionTerms }>(sql`
    select content as terms from agreement where kind = 'definition' and version = ${version}`)
  if (!found) throw new Error(`there is no version ${version} of the sales-ready definition`)
  return { version, terms: found.terms }
}

/** The definition that screens judge by now. */
export function currentDefinition(actor: Actor): Promise<Definition> {
  return definitionInForce(db, actor.at)
}

type Signer = { id: number; name: string }
export type Signature = { side: Side; person: Signer; signedAt: Date }

/** `initial` is version 1, which nobody signed. */
export type AgreementStateName = 'initial' | 'draft' | 'signed' | 'withdrawn'

/** One version of an agreement, without what it says. */
export type AgreementSummary = {
  kind: AgreementKind
  version: number
  state: AgreementStateName
  /** first day on which it counts; a draft's may still change */
  inForceFrom: string | null
  revision: number
  createdAt: Date | null
  createdBy: Signer | null
  updatedAt: Date | null
  updatedBy: Signer | null
  /** since when it has both signatures */
  signedAt: Date | null
  signatures: Signature[]
}

export type AgreementOf<K extends AgreementKind> = AgreementSummary & { kind: K; content: AgreementTerms[K] }

/** One version of an agreement. */
export type Agreement = { [K in AgreementKind]: AgreementOf<K> }[AgreementKind]

const SUMMARY = sql`
  a.kind, a.version, a.state, a.in_force_from as "inForceFrom", a.revision, a.created_at as "createdAt",
  json_build_object('id', c.id, 'name', c.name) as "createdBy", a.updated_at as "updatedAt",
  json_build_object('id', u.id, 'name', u.name) as "updatedBy", a.signed_at as "signedAt",
  coalesce((
    select json_agg(json_build_object('side', s.side, 'signedAt', s.signed_at,
      'person', json_build_object('id', p.id, 'name', p.name)) order by s.side)
    from agreement_signature s join person p on p.id = s.person_id where s.agreement_id = a.id
  ), '[]'::json) as signatures`

const PEOPLE = sql`join person c on c.id = a.created_by_id join person u on u.id = a.updated_by_id`

function firstOf(kind: AgreementKind): AgreementSummary {
  const nobody = { createdAt: null, createdBy: null, updatedAt: null, updatedBy: null, signedAt: null }
  return { kind, version: 1, state: 'initial', inForceFrom: null, revision: 1, signatures: [], ...nobody }
}

/** JSON has no times. */
function withTimes<T extends AgreementSummary>(row: T): T {
  const signatures = row.signatures.map((one) => ({ ...one, signedAt: new Date(one.signedAt) }))
  return { ...row, signatures }
}

/** One version; undefined where there is none. */
export async function findAgreement(
  on: Database,
  kind: AgreementKind,
  version: number,
): Promise<Agreement | undefined> {
  if (version === 1) return { ...firstOf(kind), content: FIRST_TERMS[kind] } as Agreement
  const found = await on.one<Agreement>(sql`
    select ${SUMMARY}, a.content from agreement a ${PEOPLE}
    where a.kind = ${kind}::agreement_kind and a.version = ${version}`)
  return found && withTimes(found)
}

/** One version, by its number or by what it is. Everybody may read every version. */
export async function readAgreement<K extends AgreementKind>(
  actor: Actor,
  kind: K,
  which: number | 'in-force' | 'draft',
): Promise<AgreementOf<K> | undefined> {
  const version = typeof which === 'number' ? which : await versionOf(actor, kind, which)
  return version === undefined
    ? undefined
    : ((await findAgreement(db, kind, version)) as AgreementOf<K> | undefined)
}

async function versionOf(
  actor: Actor,
  kind: AgreementKind,
  which: 'in-force' | 'draft',
): Promise<number | undefined> {
  const found = await db.one<{ version: number }>(
    which === 'draft'
      ? sql`select version from agreement where kind = ${kind}::agreement_kind and state = 'draft'`
      : sql`select version from agreement where ${inForceAt(kind, actor.at)} order by version desc limit 1`,
  )
  return found?.version ?? (which === 'in-force' ? 1 : undefined)
}

/** All versions, newest first, version 1 included. */
export async function listAgreements(_actor: Actor, kind?: AgreementKind): Promise<AgreementSummary[]> {
  const rows = await db.rows<AgreementSummary>(sql`
    select ${SUMMARY} from agreement a ${PEOPLE}
    where a.kind = coalesce(${kind ?? null}::agreement_kind, a.kind)
    order by a.kind, a.version desc`)
  const kinds = kind ? [kind] : (['definition', 'glossary', 'responsibilities'] as const)
  return kinds.flatMap((one) => [...rows.filter((row) => row.kind === one).map(withTimes), firstOf(one)])
}

/** The signed version that came before this one: what it is compared with. */
export async function versionBefore<K extends AgreementKind>(
  actor: Actor,
  kind: K,
  version: number,
): Promise<AgreementOf<K> | undefined> {
  if (version === 1) return undefined
  const before = await db.one<{ version: number }>(sql`
    select version from agreement where kind = ${kind}::agreement_kind and state = 'signed' and version < ${version}
    order by version desc limit 1`)
  return readAgreement(actor, kind, before?.version ?? 1)
}

export type AgreementEventView = {
  id: number
  type: 'drafted' | 'edited' | 'signed' | 'unsigned' | 'withdrawn' | 'in_force'
  actor: Signer
  at: Date
  data: { from?: string | number; revision?: number; changes?: Change[]; voided?: Side[]; side?: Side }
}

/** How a version came about, oldest first. */
export async function agreementEvents(
  _actor: Actor,
  kind: AgreementKind,
  version: number,
): Promise<AgreementEventView[]> {
  return db.rows<AgreementEventView>(sql`
    select e.id, e.type, json_build_object('id', p.id, 'name', p.name) as actor, e.at, e.data
    from agreement_event e join agreement a on a.id = e.agreement_id join person p on p.id = e.actor_id
    where a.kind = ${kind}::agreement_kind and a.version = ${version} order by e.id limit 500`)
}

export type Head = { id: number; name: string; side: Side }

/** Who could sign for each side. */
export function listHeads(_actor: Actor): Promise<Head[]> {
  return db.rows<Head>(sql`
    select p.id, p.name, side::text as side from person p, unnest(p.head_of) as side
    where p.status = 'active' order by side, lower(p.name), p.id`)
}
