import { createTranslator } from 'next-intl'
import { messagesFor } from '@/lib/i18n/messages'
import { signed } from '@/lib/platform/auth/signature'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { mailAnswers, mailDomain, mailIsSet, mailProblem, sendLetter } from '@/lib/platform/email/send'
import { publicUrl } from '@/lib/platform/http/public-url'
import { formatter } from '@/lib/platform/i18n/format'
import { log } from '@/lib/platform/log'
import { must } from '@/lib/platform/result'
import { choiceFor, NOTICE_KINDS, type NoticeKind, SETTLED_BY_ANSWER, SETTLED_BY_VERDICT } from '../kinds'
import { letterOf } from '../letter'
import { dueTime, type Timing, type Wishes, workdays } from '../timing'
import { stopToken } from '../unsubscribe-token'
import { type NoticeTranslator, type Told, wordNotice } from '../words'

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** What is older is no news any more: after a long outage nobody gets last week's reminders as if they were new. */
const NEWS_FOR = 3 * DAY
/** A letter being sent is nobody else's for so long; after a crash it is sent again then, under the same Message-ID. */
const CLAIM = 10 * MINUTE
const MOST_ATTEMPTS = 60
const AT_ONE_GO = 500
/** Well within the claim, so that no letter is claimed anew while it is being sent. */
const LONGEST_RUN = 4 * MINUTE
const IN_ONE_LETTER = 400

export type NewLetter = {
  personId: number
  kind: NoticeKind
  subject: string
  text: string
  html?: string
  /** the same letter is written once */
  key: string
  sendAt: Date
}

/**
 * Puts a letter into the outbox, in the transaction of what it tells. False when this person wants no letters of this
 * kind, has no address or no access, or when the letter is there already.
 */
export async function writeLetter(tx: Tx, at: Date, letter: NewLetter): Promise<boolean> {
  const written = await tx.run(sql`
    insert into letter (person_id, kind, subject, text, html, key, created_at, send_at)
    select p.id, ${letter.kind}, ${letter.subject}, ${letter.text}, ${letter.html ?? null}, ${letter.key},
      ${at}::timestamptz, ${letter.sendAt}::timestamptz
    from person p left join notice_preference w on w.person_id = p.id and w.kind = ${letter.kind}
    where p.id = ${letter.personId} and p.status = 'active' and p.email is not null
      and coalesce(w.email::text, ${NOTICE_KINDS[letter.kind]}::text) <> 'never'
    on conflict (key) do nothing`)
  return written === 1
}

/** The link in a letter of these kinds that stops them without signing in. */
export function stopUrls(personId: number, kinds: readonly NoticeKind[]): { page: string; oneClick: string } {
  const token = stopToken({ personId, kinds: [...new Set(kinds.map(choiceFor))] }, (text) =>
    signed('unsubscribe', text),
  )
  const query = `?token=${encodeURIComponent(token)}`
  return { page: publicUrl(`/unsubscribe${query}`), oneClick: publicUrl(`/api/unsubscribe${query}`) }
}

/**
 * What the job does each minute: composes letters of the notices that are due, and sends what is in the outbox. While
 * the mail server is away nothing is touched: what has been read or settled meanwhile needs no letter any more, and the
 * rest of an hour's notices becomes one letter and not sixty.
 */
export async function deliverLetters(at: Date): Promise<void> {
  if (!mailIsSet() || !(await anythingDue(at))) return
  if (!(await mailAnswers())) {
    log.warn('the mail server does not answer; letters wait')
    return
  }
  const people = await db.rows<{ personId: number }>(sql`
    select distinct person_id as "personId" from notice
    where mail_at <= ${at}::timestamptz and letter_id is null order by 1 limit ${AT_ONE_GO}`)
  for (const { personId } of people) {
    try {
      must(await inTransaction((tx) => composeLetter(tx, personId, at)))
    } catch (error) {
      // One whose letter cannot be written must not keep the others from theirs.
      log.error({ personId, error: error instanceof Error ? error.stack : String(error) }, 'no letter')
    }
  }
  const enough = AbortSignal.timeout(LONGEST_RUN)
  while (!enough.aborted && (await sendNext(at)));
}

async function anythingDue(at: Date): Promise<boolean> {
  const due = await db.one(sql`
    select 1 where exists (select from notice where mail_at <= ${at}::timestamptz and letter_id is null)
      or exists (
        select from letter where sent_at is null and send_at <= ${at}::timestamptz and attempts < ${MOST_ATTEMPTS})`)
  return due !== undefined
}

type Waiting = Told & { id: number; createdAt: Date; over: boolean }

/** Of a person's notices whose time may have come: those that are over are dropped, those that must wait wait, the rest is one letter. */
async function composeLetter(tx: Tx, personId: number, at: Date): Promise<void> {
  const waiting = await tx.rows<Waiting>(sql`
    select n.id, n.kind, n.lead_id as "leadId", n.handoff_id as "handoffId", n.data, n.created_at as "createdAt",
      (n.read_at is not null or n.created_at < ${new Date(at.getTime() - NEWS_FOR)}::timestamptz
        or (n.kind = any(${[...SETTLED_BY_VERDICT]}::text[]) and coalesce(h.state <> 'pending', false))
        or (n.kind = any(${[...SETTLED_BY_ANSWER]}::text[]) and h.answered_at is not null)
        or (n.kind in ('verdict_half', 'verdict_due', 'verdict_head')
          and h.asked_at is not null and h.answered_at is null)
        or (n.kind in ('handed_to_me', 'verdict_half', 'verdict_due')
          and h.assignee_id is not null and h.assignee_id <> n.person_id)
        or (n.kind = 'lead_woke' and l.status <> 'nurture')) is true as over
    from notice n left join handoff h on h.id = n.handoff_id left join lead l on l.id = n.lead_id
    where n.person_id = ${personId} and n.mail_at <= ${at}::timestamptz and n.letter_id is null
    order by n.id limit ${IN_ONE_LETTER} for update of n`)
  if (waiting.length === 0) return
  const addressee = await addresseeOf(tx, personId)
  const dropped: number[] = []
  const later = new Map<number, Date>()
  const due: Waiting[] = []
  let digest = false
  for (const notice of waiting) {
    const timing = addressee
      ? (addressee.timings.get(choiceFor(notice.kind)) ?? NOTICE_KINDS[notice.kind])
      : 'never'
    if (!addressee || notice.over || timing === 'never' || timing === undefined) {
      dropped.push(notice.id)
      continue
    }
    const time = dueTime(timing, notice.createdAt, at, addressee.wishes, addressee.isWorkday)
    if (time > at) later.set(notice.id, time)
    else {
      due.push(notice)
      digest ||= timing === 'digest'
    }
  }
  await tx.run(sql`update notice set mail_at = null where id = any(${dropped}::int[])`)
  await tx.run(sql`
    update notice n set mail_at = w.at
    from unnest(${[...later.keys()]}::int[], ${[...later.values()]}::timestamptz[]) as w (id, at) where n.id = w.id`)
  if (due.length > 0 && addressee) await keepLetter(tx, addressee, due, digest, at)
}

async function keepLetter(
  tx: Tx,
  addressee: Addressee,
  due: readonly Waiting[],
  digest: boolean,
  at: Date,
): Promise<void> {
  const { personId, name, locale, organisation, wishes } = addressee
  const t = createTranslator({
    locale,
    messages: messagesFor(locale),
    namespace: 'notices',
  }) as unknown as NoticeTranslator
  const format = formatter({ locale, timeZone: wishes.timeZone, now: at })
  const kinds = [...new Set(due.map(({ kind }) => kind))]
  const letter = letterOf(t, {
    name,
    organisation,
    digest,
    notices: due.map((notice) => ({
      ...wordNotice(t, format, notice),
      href: publicUrl(`/notices/${notice.id}`),
      when: format.dayTime(notice.createdAt),
    })),
    links: {
      all: publicUrl('/notices'),
      choose: publicUrl('/settings/profile#notices'),
      stop: stopUrls(personId, kinds).page,
    },
  })
  await tx.run(sql`
    with kept as (
      insert into letter (person_id, kind, subject, text, html, created_at, send_at)
      values (${personId}, ${digest ? 'digest' : 'at_once'}, ${letter.subject}, ${letter.text}, ${letter.html},
        ${at}::timestamptz, ${at}::timestamptz)
      returning id)
    update notice set letter_id = kept.id from kept where notice.id = any(${due.map(({ id }) => id)}::int[])`)
}

type Addressee = {
  personId: number
  name: string
  locale: 'en' | 'ru'
  organisation: string
  wishes: Wishes
  timings: ReadonlyMap<string, Timing>
  isWorkday: (day: string) => boolean
}

/** Nobody when the person has no access any more. */
async function addresseeOf(on: Database, personId: number): Promise<Addressee | undefined> {
  const row = await on.one<
    Omit<Addressee, 'wishes' | 'timings' | 'isWorkday'> &
      Wishes & {
        timings: Record<string, Timing>
        week: unknown[][] | null
        holidays: [string, unknown[]][]
      }
  >(sql`
    select p.id as "personId", p.name, p.locale, o.name as organisation, p.quiet_from as "quietFrom",
      p.quiet_to as "quietTo", p.digest_at as "digestAt", coalesce(p.time_zone, c.time_zone, o.time_zone) as "timeZone",
      c.week,
      coalesce((select jsonb_agg(jsonb_build_array(h.day, h.hours)) from holiday h where h.calendar_id = c.id), '[]')
        as holidays,
      coalesce((select jsonb_object_agg(w.kind, w.email) from notice_preference w where w.person_id = p.id), '{}')
        as timings
    from person p cross join organisation o
    left join work_calendar c on c.id = coalesce(p.calendar_id, 1)
    where p.id = ${personId} and p.status = 'active' and p.email is not null`)
  if (!row) return undefined
  const { quietFrom, quietTo, digestAt, timeZone, week, holidays, timings, ...person } = row
  return {
    ...person,
    wishes: { quietFrom, quietTo, digestAt, timeZone },
    timings: new Map(Object.entries(timings)),
    isWorkday: week ? workdays({ week, holidays: new Map(holidays) }) : () => true,
  }
}

type Claimed = {
  id: number
  kind: string
  subject: string
  text: string
  html: string | null
  attempts: number
  personId: number
  name: string | null
  email: string | null
  kinds: NoticeKind[]
}

/**
 * Claims one letter, sends it and marks it. The claim is a compare-and-set that hides the letter from other workers for
 * ten minutes, so two of them send it once. Only a crash between the server's "250" and the mark leaves it to be sent
 * again: under the same Message-ID, by which a receiver can tell. The other order (mark, then send) would lose letters.
 */
async function sendNext(at: Date): Promise<boolean> {
  const letter = await db.one<Claimed>(sql`
    with claimed as (
      update letter set attempts = attempts + 1, send_at = ${new Date(at.getTime() + CLAIM)}::timestamptz
      where id = (
        select id from letter
        where sent_at is null and send_at <= ${at}::timestamptz and attempts < ${MOST_ATTEMPTS}
        order by send_at, id limit 1 for update skip locked)
      returning id, person_id, kind, subject, text, html, attempts)
    select c.id, c.kind, c.subject, c.text, c.html, c.attempts, c.person_id as "personId", p.name, p.email,
      array(select distinct n.kind from notice n where n.letter_id = c.id order by 1) as kinds
    from claimed c left join person p on p.id = c.person_id and p.status = 'active'`)
  if (!letter) return false
  if (!letter.email || !letter.name) {
    await giveUp(letter.id, 'nobody to write to')
    return true
  }
  const kinds = letter.kind in NOTICE_KINDS ? [letter.kind as NoticeKind] : letter.kinds
  try {
    await sendLetter({
      to: { name: letter.name, address: letter.email },
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: `<${signed('letter', String(letter.id)).slice(0, 24)}.${letter.id}@${mailDomain()}>`,
      unsubscribeUrl: kinds.length > 0 ? stopUrls(letter.personId, kinds).oneClick : undefined,
    })
  } catch (error) {
    return await putOff(letter, error, at)
  }
  await db.run(sql`update letter set sent_at = ${at}::timestamptz, failure = null where id = ${letter.id}`)
  return true
}

/** False when the server is away: then it makes no sense to try the others. */
async function putOff(letter: Claimed, error: unknown, at: Date): Promise<boolean> {
  const problem = mailProblem(error)
  const failure = (error instanceof Error ? error.message : String(error)).slice(0, 500)
  log.warn({ letter: letter.id, problem, failure }, 'a letter was not sent')
  if (problem === 'refused') {
    await giveUp(letter.id, failure)
    return true
  }
  const wait = Math.min(2 ** letter.attempts, 30) * MINUTE
  await db.run(sql`
    update letter set send_at = ${new Date(at.getTime() + wait)}::timestamptz, failure = ${failure}
    where id = ${letter.id}`)
  return problem !== 'away'
}

async function giveUp(id: number, failure: string): Promise<void> {
  await db.run(sql`update letter set attempts = ${MOST_ATTEMPTS}, failure = ${failure} where id = ${id}`)
}

/** Old notices and letters: read ones after 90 days, all after a year. */
export async function forgetOldNotices(at: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(at.getTime() - days * DAY)
  await db.run(sql`
    delete from notice
    where (created_at < ${daysAgo(90)}::timestamptz and read_at is not null)
      or created_at < ${daysAgo(365)}::timestamptz`)
  await db.run(sql`
    delete from letter
    where created_at < ${daysAgo(90)}::timestamptz and (sent_at is not null or attempts >= ${MOST_ATTEMPTS})`)
}
