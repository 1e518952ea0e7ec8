import type { Actor } from '@/lib/platform/actor'
import type { Grade, LeadStatus } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { companyKey, emailKey, phoneKey } from '../identity'

export type Likeness = 'email' | 'phone' | 'company'

export type LikelyDuplicate = {
  id: number
  displayName: string
  contactName: string | null
  email: string | null
  phone: string | null
  status: LeadStatus
  grade: Grade | null
  owner: string | null
  createdAt: Date
  /** what they have in common, the strongest */
  likeness: Likeness
}

const MOST = 5
/** Two companies are called very similarly: "Acme Logistics" and "Acme Logistic", not "Acme" and "Apex". */
const SIMILAR = 0.6

/**
 * Leads that are probably the one being typed: the same e-mail, the same phone however it is written, or a very similar
 * company. The surest first, at most five.
 */
export async function findLikelyDuplicates(
  _actor: Actor,
  typed: { email?: string | null; phone?: string | null; company?: string | null; excludeId?: number },
): Promise<LikelyDuplicate[]> {
  const email = emailKey(typed.email)
  const company = companyKey(typed.company)
  const digits = (typed.phone ?? '').replace(/\D/g, '').length
  if (!email && digits < 5 && (company ?? '').length < 3) return []
  const home = await db.one<{ country: string }>(sql`select default_country as country from organisation`)
  const phone = phoneKey(typed.phone, home?.country)
  const result = await inTransaction(async (tx) => {
    await tx.run(sql`select set_config('pg_trgm.similarity_threshold', ${String(SIMILAR)}, true)`)
    return tx.rows<LikelyDuplicate>(sql`
      with alike as (
        (select id, 1 as rank, 1::real as closeness from lead where email_key = ${email}::text
          order by id desc limit ${MOST + 1})
        union all
        (select id, 2, 1 from lead where phone_key = ${phone}::text order by id desc limit ${MOST + 1})
        union all
        (select id, 3, similarity(company_key, ${company}::text) from lead where company_key % ${company}::text
          order by 3 desc, id desc limit ${MOST + 1})
      ), best as (
        select distinct on (id) id, rank, closeness from alike
        where id <> ${typed.excludeId ?? 0} and not exists (
          select 1 from lead_difference d
          where d.low_id = least(id, ${typed.excludeId ?? 0}::int) and d.high_id = greatest(id, ${typed.excludeId ?? 0}::int))
        order by id, rank
      )
      select l.id, l.display_name as "displayName", l.contact_name as "contactName", l.email, l.phone, l.status,
        l.grade, o.name as owner, l.created_at as "createdAt",
        (array['email', 'phone', 'company'])[best.rank] as likeness
      from best join lead l on l.id = best.id left join person o on o.id = l.owner_id
      order by best.rank, best.closeness desc, l.status in ('won', 'lost', 'disqualified'), l.id desc
      limit ${MOST}`)
  })
  return result.ok ? result.value : []
}
