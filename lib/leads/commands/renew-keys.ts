import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { KEY_RULES, keysOfLead } from '../lead-keys'

/** So many leads are read at a time; only those whose keys change are written, and locked for as long as that takes. */
const BATCH = 500
/** Above every lead: the merged ones are left to do. */
const LEADS_DONE = 2 ** 31 - 1

type Typed = {
  id: number
  company: string | null
  contactName: string | null
  email: string | null
  phone: string | null
  website: string | null
  externalId: string | null
}

/**
 * Makes the keys of all leads anew where they are for other rules or another default country than now: after an update
 * that changed identity.ts, or after the company moved. Goes on where it stopped; a lead that somebody edits meanwhile
 * is left to that edit, which makes the keys of today (`homeCountry`). Answers how many leads it changed.
 */
export async function renewKeys(batch = BATCH): Promise<number> {
  let renewed = 0
  for (;;) {
    const { changed, done } = must(await inTransaction((tx) => renewSome(tx, batch)))
    renewed += changed
    if (done) return renewed
  }
}

async function renewSome(tx: Tx, batch: number): Promise<{ changed: number; done: boolean }> {
  const state = await tx.one<{ rules: number; country: string; cursor: number | null; home: string }>(sql`
    select k.rules, k.country, k.cursor, o.default_country as home
    from lead_keys k cross join organisation o for update of k`)
  if (!state) return { changed: 0, done: true }
  const { home } = state
  const current = state.rules === KEY_RULES && state.country === home
  if (current && state.cursor === null) return { changed: 0, done: true }
  const from = current ? (state.cursor ?? 0) : 0
  if (from === LEADS_DONE) {
    // After the leads, whose keys a merge hands on, and without a hold on any: a merge locks them first.
    await renewMerged(tx, home)
    await compareAll(tx)
    await tx.run(sql`update lead_keys set cursor = null`)
    return { changed: 0, done: true }
  }
  const leads = await tx.rows<Typed>(sql`
    select id, company, contact_name as "contactName", email, phone, website, external_id as "externalId"
    from lead where id > ${from} order by id limit ${batch}`)
  const changed = await writeKeys(tx, leads, home)
  const last = leads.length < batch ? LEADS_DONE : (leads.at(-1)?.id ?? LEADS_DONE)
  await tx.run(sql`update lead_keys set rules = ${KEY_RULES}, country = ${home}, cursor = ${last}::int`)
  return { changed, done: false }
}

/** By other rules others look alike. What is waiting to be compared is among them. */
async function compareAll(tx: Tx): Promise<void> {
  await tx.run(sql`delete from lead_to_compare`)
  await tx.run(sql`insert into lead_to_compare (lead_id) select id from lead order by id`)
}

/** Not where what was read is no longer so: who changed it has made the keys. */
async function writeKeys(tx: Tx, leads: readonly Typed[], home: string): Promise<number> {
  const rows = leads.map((lead) => ({ ...lead, ...keysOfLead(lead, home) }))
  return await tx.run(sql`
    update lead l set email_key = r."emailKey", phone_key = r."phoneKey", company_key = r."companyKey",
      website_key = r."websiteKey", search_text = r."searchText"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, company text, "contactName" text, email text,
      phone text, website text, "externalId" text, "emailKey" text, "phoneKey" text, "companyKey" text, "websiteKey" text,
      "searchText" text)
    where l.id = r.id
      and (l.company, l.contact_name, l.email, l.phone, l.website, l.external_id)
        is not distinct from (r.company, r."contactName", r.email, r.phone, r.website, r."externalId")
      and (l.email_key, l.phone_key, l.company_key, l.website_key, l.search_text)
        is distinct from (r."emailKey", r."phoneKey", r."companyKey", r."websiteKey", r."searchText")`)
}

/** The addresses under which merged leads are still found. Their rows get new keys when they are parted. */
async function renewMerged(tx: Tx, home: string): Promise<void> {
  const merged = await tx.rows<{ id: number; email: string | null; phone: string | null }>(sql`
    select id, before->'merged'->>'email' as email, before->'merged'->>'phone' as phone
    from lead_merge where live_id is not null order by id for update`)
  const rows = merged.map(({ id, email, phone }) => ({ id, ...keysOfLead({ email, phone }, home) }))
  await tx.run(sql`
    update lead_merge m set email_key = r."emailKey", phone_key = r."phoneKey"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, "emailKey" text, "phoneKey" text)
    where m.id = r.id and (m.email_key, m.phone_key) is distinct from (r."emailKey", r."phoneKey")`)
}
