import { z } from 'zod'
import { AGREEMENT_KINDS, SIDES } from '@/lib/agreements/kinds'
import type { Agreement, AgreementSummary } from '@/lib/agreements/queries'
import { definitionTerms, glossaryTerms, kindInput, responsibilityTerms } from '@/lib/agreements/schema'
import { etagOf } from '@/lib/platform/http/etag'
import type { Reply } from '@/lib/platform/http/route'
import { day, id, time, timeJson } from './common'

export const agreementKind = z.object({ kind: kindInput })

const somebody = z.strictObject({ id, name: z.string() })

const shape = {
  kind: z.enum(AGREEMENT_KINDS),
  version: z.int().min(1),
  state: z
    .enum(['initial', 'draft', 'signed', 'withdrawn'])
    .meta({ description: 'initial: version 1, what a company starts from and nobody signed' }),
  inForceFrom: day.nullable(),
  revision: z.int().min(1).meta({ description: 'counts the edits of a draft; its ETag' }),
  signatures: z.array(z.strictObject({ side: z.enum(SIDES), person: somebody, signedAt: time })),
  signedAt: time.nullable(),
  createdAt: time.nullable(),
  createdBy: somebody.nullable(),
  updatedAt: time.nullable(),
  updatedBy: somebody.nullable(),
}

export const agreementSummary = z.strictObject(shape).meta({ id: 'AgreementSummary' })

export const agreement = z
  .strictObject({
    ...shape,
    content: z.union([definitionTerms, glossaryTerms, responsibilityTerms]),
  })
  .meta({ id: 'Agreement' })

export function summaryJson(view: AgreementSummary) {
  const { kind, version, state, inForceFrom, revision, createdBy, updatedBy } = view
  return {
    kind,
    version,
    state,
    inForceFrom,
    revision,
    signatures: view.signatures.map(({ side, person, signedAt }) => ({
      side,
      person: { id: person.id, name: person.name },
      signedAt: signedAt.toISOString(),
    })),
    signedAt: timeJson(view.signedAt),
    createdAt: timeJson(view.createdAt),
    createdBy,
    updatedAt: timeJson(view.updatedAt),
    updatedBy,
  }
}

/** An agreement with its revision as ETag. */
export function agreementReply(view: Agreement, status = 200): Reply {
  return {
    status,
    body: { ...summaryJson(view), content: view.content },
    headers: { ETag: etagOf(view.revision) },
  }
}
