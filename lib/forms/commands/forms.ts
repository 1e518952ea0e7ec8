import { resolveSource } from '@/lib/leads/commands/source'
import type { Actor } from '@/lib/platform/actor'
import { randomToken } from '@/lib/platform/auth/token'
import { uniqueViolation } from '@/lib/platform/db/errors'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { fail, type Result, refuse } from '@/lib/platform/result'
import type { Wording } from '../fields'
import { canEditForms } from '../policy'
import { type FormView, findForm } from '../queries'
import type { ChangeFormInput, NewFormInput } from '../schema'

const KEY_LENGTH = 16

/** A new form, open at once. FORBIDDEN, ALREADY_EXISTS, UNKNOWN_CHANNEL, UNKNOWN_CAMPAIGN, UNKNOWN_PERSON. */
export function createForm(actor: Actor, input: NewFormInput): Promise<Result<FormView>> {
  return namedOnce(input.name, () =>
    inTransaction(async (tx) => {
      if (!canEditForms(actor)) return refuse('FORBIDDEN')
      const source = await resolveSource(tx, input)
      const ownerId = await ownerOf(tx, actor, input.owner)
      const key = randomToken().slice(0, KEY_LENGTH)
      const wording = { en: input.en, ru: input.ru }
      const made = await tx.one<{ id: number }>(sql`
        insert into web_form (key, name, kind, fields, wording, consent_required, channel_id, campaign_id, owner_id,
          redirect_url, sites, created_by_id, created_at, updated_at)
        values (${key}, ${input.name}, ${input.kind}::touch_kind, ${JSON.stringify(input.fields)}::jsonb,
          ${JSON.stringify(wording)}::jsonb, ${input.consentRequired}, ${source.channelId}::int,
          ${source.campaignId}::int, ${ownerId}, ${input.redirectUrl ?? null}, ${input.sites}::text[],
          ${actor.personId}, ${actor.at}::timestamptz, ${actor.at}::timestamptz)
        returning id`)
      return shown(tx, actor, made?.id ?? 0)
    }),
  )
}

/** Changes what the patch names. Besides the refusals of creation: NOT_FOUND, STALE_VERSION. */
export function changeForm(actor: Actor, input: ChangeFormInput): Promise<Result<FormView>> {
  const { formId, version, patch } = input
  return namedOnce(patch.name ?? '', () =>
    inTransaction(async (tx) => {
      if (!canEditForms(actor)) return refuse('FORBIDDEN')
      const before = await lockForm(tx, formId)
      if (version !== undefined && version !== before.version)
        return refuse('STALE_VERSION', { version: before.version })
      const now = await shown(tx, actor, formId)
      const source = await sourceOf(tx, before, now, patch)
      const ownerId = patch.owner === undefined ? before.ownerId : await ownerOf(tx, actor, patch.owner)
      const sites = patch.sites ?? now.sites
      const redirectUrl = patch.redirectUrl === undefined ? now.redirectUrl : patch.redirectUrl
      if (redirectUrl && !sites.includes(new URL(redirectUrl).origin)) refuseRedirect()
      const wording: Record<'en' | 'ru', Wording> = {
        en: patch.en ?? now.wording.en,
        ru: patch.ru ?? now.wording.ru,
      }
      await tx.run(sql`
        update web_form set name = ${patch.name ?? now.name}, kind = ${patch.kind ?? now.kind}::touch_kind,
          fields = ${JSON.stringify(patch.fields ?? now.fields)}::jsonb, wording = ${JSON.stringify(wording)}::jsonb,
          consent_required = ${patch.consentRequired ?? now.consentRequired}, channel_id = ${source.channelId}::int,
          campaign_id = ${source.campaignId}::int, owner_id = ${ownerId}, redirect_url = ${redirectUrl},
          sites = ${sites}::text[], version = version + 1, updated_at = ${actor.at}::timestamptz
        where id = ${formId}`)
      return shown(tx, actor, formId)
    }),
  )
}

/** It takes nothing more: what is sent all the same is held. Doing it twice changes nothing. */
export function archiveForm(actor: Actor, { formId }: { formId: number }): Promise<Result<FormView>> {
  return inTransaction(async (tx) => {
    if (!canEditForms(actor)) return refuse('FORBIDDEN')
    await lockForm(tx, formId)
    await tx.run(sql`
      update web_form set archived_at = ${actor.at}::timestamptz, version = version + 1,
        updated_at = ${actor.at}::timestamptz
      where id = ${formId} and archived_at is null`)
    return shown(tx, actor, formId)
  })
}

/** Opens an archived form again, under its old address. ALREADY_EXISTS when another took its name meanwhile. */
export function restoreForm(actor: Actor, { formId }: { formId: number }): Promise<Result<FormView>> {
  return namedOnce('', () =>
    inTransaction(async (tx) => {
      if (!canEditForms(actor)) return refuse('FORBIDDEN')
      await lockForm(tx, formId)
      await tx.run(sql`
        update web_form set archived_at = null, version = version + 1, updated_at = ${actor.at}::timestamptz
        where id = ${formId} and archived_at is not null`)
      return shown(tx, actor, formId)
    }),
  )
}

type Locked = { version: number; ownerId: number; channelId: number | null; campaignId: number | null }

async function lockForm(tx: Tx, formId: number): Promise<Locked> {
  const form = await tx.one<Locked>(sql`
    select version, owner_id as "ownerId", channel_id as "channelId", campaign_id as "campaignId" from web_form
    where id = ${formId} for update`)
  return form ?? refuse('NOT_FOUND')
}

async function shown(tx: Tx, actor: Actor, formId: number): Promise<FormView> {
  const form = await findForm(tx, formId, actor.at)
  if (!form) throw new Error('the form vanished inside its own transaction')
  return form
}

/** A channel that was switched off meanwhile stays the form's, as long as nobody chooses another. */
async function sourceOf(
  tx: Tx,
  before: Locked,
  now: FormView,
  patch: ChangeFormInput['patch'],
): Promise<{ channelId: number | null; campaignId: number | null }> {
  const channel = patch.channel === undefined ? now.channel : patch.channel
  const movesOn = patch.channel !== undefined && patch.channel !== now.channel
  const campaign = patch.campaign === undefined ? (movesOn ? null : now.campaign) : patch.campaign
  if (channel === now.channel && campaign === now.campaign) return before
  if (campaign && !channel) {
    const message = 'a campaign needs its channel'
    return refuse('INVALID', {}, [{ path: 'campaign', code: 'needs_channel', message }])
  }
  return resolveSource(tx, { channel, campaign })
}

async function ownerOf(tx: Tx, actor: Actor, email: string | null | undefined): Promise<number> {
  if (!email) return actor.personId
  const person = await tx.one<{ id: number }>(sql`
    select id from person
    where lower(email) = lower(${email}) and status = 'active' and 'marketer' = any (roles)`)
  if (person) return person.id
  return refuse('UNKNOWN_PERSON', { name: email }, [
    { path: 'owner', code: 'not_an_option', message: 'is no active marketer' },
  ])
}

function refuseRedirect(): never {
  const message = 'must be on one of the allowed sites'
  refuse('INVALID', {}, [{ path: 'redirectUrl', code: 'redirect_site', message }])
}

/** Two forms of one name could not be told apart in the list. */
async function namedOnce(name: string, work: () => Promise<Result<FormView>>): Promise<Result<FormView>> {
  try {
    return await work()
  } catch (error) {
    if (uniqueViolation(error) !== 'web_form_name') throw error
    const message = 'another form is called so'
    return fail('ALREADY_EXISTS', { name }, [{ path: 'name', code: 'taken', message }])
  }
}
