import { DEFAULT_TERMS } from '@/lib/agreements/definition'
import { workOnBulkRun } from '@/lib/bulk/commands/run'
import { addDays } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { type Client, HOT, newLead, offeredLead, openedDeal } from './api'

/**
 * For every endpoint: who may call it, and a call that succeeds, with what must be there before it. The tests of roles and of
 * bad input walk this list beside the registry, so that a new endpoint without an example fails them.
 */

type People = { marketer: Client; rep: Client }
type Role = 'marketer' | 'sales' | 'executive' | 'admin'

export type Example = {
  /** '*': every active person */
  roles: readonly Role[] | '*'
  call: (people: People) => Promise<{ path: string; body?: Record<string, unknown> }>
  headers?: Record<string, string>
}

const EVERYBODY = '*'
const EITHER = ['marketer', 'sales'] as const
const MARKETER = ['marketer'] as const
const SALES = ['sales'] as const
const ADMIN = ['admin'] as const
/** Only heads of a side: no role by itself. What they can do is in agreements-api.test.ts. */
const HEADS = [] as const
const days = { from: '2026-01-01', to: '2026-12-31' }

let count = 0

const onNewLead =
  (step: string, body?: Record<string, unknown>) =>
  async ({ marketer }: People) => ({ path: `/leads/${await newLead(marketer)}${step}`, body })

const onOffer =
  (step: string, body?: Record<string, unknown>) =>
  async ({ marketer }: People) => ({
    path: `/handoffs/${(await offeredLead(marketer)).handoffId}${step}`,
    body,
  })

const rejected = async ({ marketer, rep }: People) => {
  const { handoffId } = await offeredLead(marketer)
  await rep.post(`/handoffs/${handoffId}/reject`, { reason: 'no_budget' })
  return handoffId
}

const onNoticeOfRep = async ({ marketer, rep }: People) => {
  const lead = await newLead(marketer)
  await marketer.post(`/leads/${lead}/qualification`, HOT)
  await marketer.post(`/leads/${lead}/handoff`, { assignee: rep.actor.email })
  const { body } = await rep.get('/notices?limit=1')
  return { path: `/notices/${body.data[0].id}/read` }
}

const onRejection = (step: string, body?: Record<string, unknown>) => async (people: People) => ({
  path: `/handoffs/${await rejected(people)}${step}`,
  body,
})

const onContest = (step: string, body?: Record<string, unknown>) => async (people: People) => {
  const { body: made } = await people.marketer.post(`/handoffs/${await rejected(people)}/contest`, {
    argument: 'They do have a budget.',
  })
  return { path: `/contests/${made.id}${step}`, body }
}

/** A meeting that goes on, and a decision of somebody else in it or in one before. */
const onDecision =
  (step: string, body: Record<string, unknown> | undefined, earlier = false) =>
  async () => {
    const person = await db.one<{ id: number }>(sql`
      insert into person (name, status, created_at, updated_at) values ('Somebody else', 'inactive', now(), now())
      returning id`)
    const someone = sql`${person?.id}::int`
    const insert = (closed: boolean) =>
      db.one<{ id: number }>(sql`
      insert into meeting (held_on, from_day, to_day, opened_by_id, opened_at, closed_by_id, closed_at, minutes)
      select '2026-11-16', '2026-11-09', '2026-11-15', p.id, now(), case when ${closed}::boolean then p.id end,
        case when ${closed}::boolean then now() end,
        case when ${closed}::boolean then '{"agenda":{"nurture":{"forgotten6":0,"forgotten12":0}},"decisions":[],"earlier":[]}'::jsonb end
      from (select min(id) as id from person) p returning id`)
    await db.run(sql`delete from meeting`)
    const own = earlier ? await insert(true) : undefined
    const open = await insert(false)
    const made = await db.one<{ id: number }>(sql`
      insert into decision (meeting_id, topic, text, owner_id, due_on, created_by_id, created_at, updated_at)
      values (${(own ?? open)?.id}, 'other', 'x', ${someone}, '2199-01-01', ${someone}, now(), now()) returning id`)
    return { path: `/decisions/${made?.id}${step}`, body, meeting: open?.id }
  }

const onMeeting = (step: string, body?: () => Promise<Record<string, unknown>>) => async () => {
  const { meeting } = await onDecision('', undefined)()
  return { path: `/meetings/${meeting}${step}`, body: await body?.() }
}

const aDecision = async () => {
  const owner = await db.one<{ id: number }>(sql`select min(id) as id from person where status = 'active'`)
  return { topic: 'promises', text: 'x', owner: owner?.id, dueOn: '2199-01-01' }
}

const noMeeting = async () => {
  await db.run(sql`delete from meeting`)
  return { path: '/meetings' }
}

const aView = () => ({ name: `View ${++count}`, filters: { status: 'new', q: 'a' } })

const onView =
  (body: () => Record<string, unknown> | undefined = () => undefined) =>
  async ({ marketer }: People) => {
    const made = await marketer.post('/views', { ...aView(), shared: true })
    return { path: `/views/${made.body.id}`, body: body() }
  }

const bulkEdit = async (marketer: Client) => ({
  action: { type: 'edit', patch: { region: `Bulk ${++count}` } },
  leadIds: [await newLead(marketer)],
})

const onBulkRun =
  (step: string) =>
  async ({ marketer }: People) => {
    const { body } = await marketer.post('/bulk', await bulkEdit(marketer))
    return { path: `/bulk/${body.id}${step}` }
  }

const onEndedBulkRun =
  (step: string, sent?: Record<string, unknown>) =>
  async ({ marketer }: People) => {
    const { body } = await marketer.post('/bulk', await bulkEdit(marketer))
    await workOnBulkRun(body.id, new Date())
    return { path: `/bulk/${body.id}${step}`, body: sent }
  }

const aCost = { side: 'marketing', channel: 'Paid search', month: '2026-05', amount: '5.00' }

const onCost =
  (step: string) =>
  async ({ marketer }: People) => {
    const { body } = await marketer.post('/costs', aCost)
    return { path: `/costs/${body.id}${step}` }
  }

const onCampaign = async () => {
  const campaign = await db.one<{ id: number }>(sql`select min(id) as id from campaign`)
  return { path: `/campaigns/${campaign?.id}/performance?from=2026-01-01&to=2026-12-31` }
}

const onDeal =
  (step: string, body?: Record<string, unknown>) =>
  async ({ marketer, rep }: People) => ({
    path: `/deals/${(await openedDeal(marketer, rep)).dealId}${step}`,
    body,
  })

const officeDay = [{ from: '09:00', to: '18:00' }]
const week = {
  monday: officeDay,
  tuesday: officeDay,
  wednesday: officeDay,
  thursday: officeDay,
  friday: [{ from: '08:00', to: '12:00' }],
  saturday: [],
  sunday: [],
}

async function branch({ holiday }: { holiday?: string } = {}): Promise<string> {
  const made = await db.one<{ id: number }>(sql`
    insert into work_calendar (name, week)
    values (${`Branch ${++count}`}, '[[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[],[]]')
    returning id`)
  if (holiday) {
    await db.run(
      sql`insert into holiday (calendar_id, day, name) values (${made?.id}, ${holiday}::date, 'x')`,
    )
  }
  return `/calendars/${made?.id}`
}

async function aTarget(): Promise<number> {
  const made = await db.one<{ id: number }>(sql`
    insert into kpi_target (kpi, period, value, set_by_id, set_at)
    select 'revenue', ${String(1900 + ++count)}, 1, min(id), now() from person returning id`)
  return made?.id ?? 0
}

/** Two absences of a person do not overlap. */
const aDay = () => addDays('2026-12-01', ++count)

const onDraft =
  (step: string, body?: Record<string, unknown>) =>
  async ({ marketer }: People) => {
    await marketer.post('/agreements/definition/draft') // refused to who heads no side, and where there is one
    return { path: `/agreements/definition/draft${step}`, body }
  }

const at = (path: string, body?: Record<string, unknown>) => async () => ({ path, body })

const onImport =
  (step: string) =>
  async ({ marketer }: People) => {
    const form = new FormData()
    form.set('file', new File(['email\na@example.org\n'], 'leads.csv', { type: 'text/csv' }))
    form.set('mapping', JSON.stringify({ kind: 'leads', columns: { email: 'email' } }))
    const { status, body } = await marketer.post('/imports', undefined, { raw: form })
    if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`)
    return { path: `/imports/${body.id}${step}` }
  }

const onPlan =
  (step: string) =>
  async ({ marketer }: People) => ({ path: `/nurture-plans/${await newPlan(marketer)}${step}` })

const onAttachment =
  (step: string) =>
  async ({ marketer }: People) => {
    const leadIds = [await sleepingLead(marketer)]
    const { body } = await marketer.post('/nurture/attach', { plan: await newPlan(marketer), leadIds })
    return { path: `/nurture/attachments/${body.id}${step}` }
  }

export const EXAMPLES: Record<string, Example> = {
  'GET /leads': { roles: EVERYBODY, call: at('/leads') },
  'POST /leads': {
    roles: EITHER,
    call: async () => ({ path: '/leads', body: { ...fullLead(), email: `example-${++count}@example.org` } }),
  },
  'GET /leads/{id}': { roles: EVERYBODY, call: onNewLead('') },
  'PATCH /leads/{id}': {
    roles: EITHER,
    call: onNewLead('', { jobTitle: 'CEO', note: 'x' }),
    headers: { 'If-Match': '*' },
  },
  'GET /leads/{id}/history': { roles: EVERYBODY, call: onNewLead('/history') },
  'POST /leads/{id}/touches': {
    roles: EITHER,
    call: onNewLead('/touches', {
      kind: 'visit',
      at: '2026-01-02T03:04:05Z',
      note: 'x',
      channel: 'Trade show',
    }),
  },
  'POST /leads/{id}/activities': {
    roles: EITHER,
    call: onNewLead('/activities', {
      kind: 'task',
      at: '2026-01-02T03:04:05Z',
      text: 'x',
      dueOn: '2027-01-01',
    }),
  },
  'POST /leads/{id}/qualification': {
    roles: MARKETER,
    call: onNewLead('/qualification', { ...HOT, grade: 'cold', overrideReason: 'x' }),
  },
  'POST /leads/{id}/handoff': {
    roles: MARKETER,
    async call({ marketer, rep }) {
      const id = await newLead(marketer)
      await marketer.post(`/leads/${id}/qualification`, { ...HOT, hasBudget: 'no' })
      return {
        path: `/leads/${id}/handoff`,
        body: { assignee: rep.actor.email, note: 'x', overrideReason: 'They insist' },
      }
    },
  },
  'POST /leads/{id}/nurture': {
    roles: MARKETER,
    call: onNewLead('/nurture', { wakeAt: '2100-01-01', nextStep: 'Call' }),
  },
  'POST /leads/{id}/disqualify': { roles: MARKETER, call: onNewLead('/disqualify', { reason: 'Spam' }) },
  'POST /leads/{id}/reopen': {
    roles: MARKETER,
    async call({ marketer }) {
      const id = await newLead(marketer)
      await marketer.post(`/leads/${id}/disqualify`, { reason: 'Spam' })
      return { path: `/leads/${id}/reopen` }
    },
  },
  'POST /leads/{id}/take': {
    roles: SALES,
    call: async ({ rep }) => ({ path: `/leads/${await newLead(rep)}/take` }),
  },
  'POST /leads/{id}/merge': {
    roles: EITHER,
    call: async ({ rep }) => ({
      path: `/leads/${await newLead(rep)}/merge`,
      body: { other: await newLead(rep), otherVersion: 1 },
    }),
  },
  'POST /leads/{id}/different': {
    roles: EITHER,
    call: async ({ rep }) => ({
      path: `/leads/${await newLead(rep)}/different`,
      body: { other: await newLead(rep) },
    }),
  },
  'DELETE /leads/{id}/different': {
    roles: EITHER,
    call: async ({ rep }) => ({
      path: `/leads/${await newLead(rep)}/different?other=${await newLead(rep)}`,
    }),
  },
  'GET /duplicates': { roles: EVERYBODY, call: at('/duplicates?sureness=sure&whose=mine') },
  'POST /merges/{id}/undo': {
    roles: EITHER,
    async call({ rep }) {
      const { body } = await rep.post(`/leads/${await newLead(rep)}/merge`, { other: await newLead(rep) })
      return { path: `/merges/${body.mergeId}/undo` }
    },
  },
  'POST /leads/{id}/deal': {
    roles: SALES,
    async call({ rep }) {
      const id = await newLead(rep)
      await rep.post(`/leads/${id}/take`)
      return {
        path: `/leads/${id}/deal`,
        body: { title: 'x', amount: '12.30', expectedCloseOn: '2027-01-01' },
      }
    },
  },
  'GET /handoffs': { roles: EVERYBODY, call: at('/handoffs?state=pending') },
  'GET /handoffs/{id}': { roles: EVERYBODY, call: onOffer('') },
  'POST /handoffs/{id}/accept': { roles: SALES, call: onOffer('/accept') },
  'POST /handoffs/{id}/reject': { roles: SALES, call: onOffer('/reject', { reason: 'other', comment: 'x' }) },
  // by who handed the lead off, or a head of marketing
  'POST /handoffs/{id}/contest': { roles: [], call: onRejection('/contest', { argument: 'x' }) },
  'GET /notices': { roles: EVERYBODY, call: at('/notices?state=unread') },
  // by whom it was told to
  'POST /notices/{id}/read': { roles: SALES, call: onNoticeOfRep },
  'POST /notices/read-all': { roles: EVERYBODY, call: at('/notices/read-all') },
  'GET /notices/preferences': { roles: EVERYBODY, call: at('/notices/preferences') },
  'PUT /notices/preferences': {
    roles: EVERYBODY,
    call: at('/notices/preferences', { digestAt: '08:30', email: { rejected: 'digest' } }),
  },
  'GET /contests': { roles: EVERYBODY, call: at('/contests?state=open') },
  'GET /contests/{id}': { roles: EVERYBODY, call: onContest('') },
  'POST /contests/{id}/position': {
    roles: [], // heads
    call: onContest('/position', { side: 'sales', opinion: 'uphold', text: 'x' }),
  },
  'GET /meetings': { roles: EVERYBODY, call: at('/meetings') },
  'POST /meetings': { roles: ['executive'], call: noMeeting },
  'GET /meetings/{id}': { roles: EVERYBODY, call: onMeeting('') },
  'POST /meetings/{id}/close': { roles: ['executive'], call: onMeeting('/close') },
  'POST /meetings/{id}/decisions': { roles: ['executive'], call: onMeeting('/decisions', aDecision) },
  'GET /decisions': { roles: EVERYBODY, call: at('/decisions?state=all') },
  'GET /decisions/{id}': { roles: EVERYBODY, call: onDecision('', undefined) },
  'PATCH /decisions/{id}': {
    roles: ['executive'],
    call: onDecision('', { text: 'y' }),
    headers: { 'If-Match': '*' },
  },
  'POST /decisions/{id}/state': { roles: ['executive'], call: onDecision('/state', { state: 'done' }) },
  'POST /decisions/{id}/carry': {
    roles: ['executive'],
    call: onDecision('/carry', { dueOn: '2199-02-01' }, true),
  },
  'GET /reports/summary': { roles: EVERYBODY, call: at(`/reports/summary?${new URLSearchParams(days)}`) },
  'POST /contests/{id}/ruling': {
    roles: ['executive'],
    call: onContest('/ruling', { outcome: 'overturn', ruling: 'x' }),
  },
  'POST /handoffs/{id}/ask': { roles: SALES, call: onOffer('/ask', { question: 'x' }) },
  'POST /handoffs/{id}/undo': {
    roles: SALES,
    call: async ({ marketer, rep }) => {
      const { handoffId } = await offeredLead(marketer)
      await rep.post(`/handoffs/${handoffId}/accept`)
      return { path: `/handoffs/${handoffId}/undo` }
    },
  },
  'POST /handoffs/next': {
    roles: SALES,
    call: async ({ marketer }) => {
      await offeredLead(marketer)
      return { path: '/handoffs/next' }
    },
  },
  'POST /handoffs/{id}/answer': {
    roles: MARKETER,
    async call({ marketer, rep }) {
      const { handoffId } = await offeredLead(marketer)
      await rep.post(`/handoffs/${handoffId}/ask`, { question: 'x' })
      return { path: `/handoffs/${handoffId}/answer`, body: { text: 'x' } }
    },
  },
  'GET /deals': { roles: EVERYBODY, call: at('/deals') },
  'GET /deals/{id}': { roles: EVERYBODY, call: onDeal('') },
  'PATCH /deals/{id}': {
    roles: SALES,
    call: onDeal('', { title: 'y', amount: '5', expectedCloseOn: '2027-01-02' }),
  },
  'POST /deals/{id}/win': {
    roles: SALES,
    call: onDeal('/win', { amount: '5', wonAt: '2026-01-02T03:04:05Z' }),
  },
  'POST /deals/{id}/lose': { roles: SALES, call: onDeal('/lose', { reason: 'x' }) },
  'GET /agreements': { roles: EVERYBODY, call: at('/agreements?kind=definition') },
  'GET /agreements/{kind}/in-force': { roles: EVERYBODY, call: at('/agreements/definition/in-force') },
  'GET /agreements/{kind}/{version}': { roles: EVERYBODY, call: at('/agreements/glossary/1') },
  'POST /agreements/{kind}/draft': { roles: HEADS, call: at('/agreements/glossary/draft', { copyOf: 1 }) },
  'PUT /agreements/{kind}/draft': {
    roles: HEADS,
    call: onDraft('', { inForceFrom: '2100-01-01', content: DEFAULT_TERMS }),
    headers: { 'If-Match': '*' },
  },
  'POST /agreements/{kind}/draft/sign': {
    roles: HEADS,
    call: onDraft('/sign', { side: 'sales' }),
    headers: { 'If-Match': '"1"' },
  },
  'POST /agreements/{kind}/draft/unsign': { roles: HEADS, call: onDraft('/unsign', { side: 'sales' }) },
  'POST /agreements/{kind}/draft/withdraw': {
    roles: HEADS,
    call: onDraft('/withdraw'),
    headers: { 'If-Match': '*' },
  },
  'GET /channels': { roles: EVERYBODY, call: at('/channels') },
  'GET /rejection-reasons': { roles: EVERYBODY, call: at('/rejection-reasons') },
  'GET /forms': { roles: EVERYBODY, call: at('/forms') },
  'POST /forms': { roles: MARKETER, call: async () => ({ path: '/forms', body: fullForm() }) },
  'GET /forms/{id}': { roles: EVERYBODY, call: async () => ({ path: `/forms/${await aForm()}` }) },
  'PATCH /forms/{id}': {
    roles: MARKETER,
    call: async () => ({ path: `/forms/${await aForm()}`, body: fullForm() }),
    headers: { 'If-Match': '*' },
  },
  'POST /forms/{id}/archive': {
    roles: MARKETER,
    call: async () => ({ path: `/forms/${await aForm()}/archive` }),
  },
  'POST /forms/{id}/restore': {
    roles: MARKETER,
    call: async () => ({ path: `/forms/${await aForm()}/restore` }),
  },
  'GET /forms/held': { roles: EVERYBODY, call: at('/forms/held?state=held&limit=5') },
  'POST /forms/held/{id}/release': {
    roles: MARKETER,
    call: async () => ({ path: `/forms/held/${await aHeldForm()}/release` }),
  },
  'POST /forms/held/{id}/discard': {
    roles: MARKETER,
    call: async () => ({ path: `/forms/held/${await aHeldForm()}/discard` }),
  },
  'GET /webhooks': { roles: ADMIN, call: at('/webhooks') },
  'POST /webhooks': { roles: ADMIN, call: async () => ({ path: '/webhooks', body: fullWebhook() }) },
  'PUT /webhooks/{id}': {
    roles: ADMIN,
    call: async () => ({ path: `/webhooks/${await aWebhook()}`, body: fullWebhook() }),
    headers: { 'If-Match': '*' },
  },
  'DELETE /webhooks/{id}': { roles: ADMIN, call: async () => ({ path: `/webhooks/${await aWebhook()}` }) },
  'POST /webhooks/{id}/pause': {
    roles: ADMIN,
    call: async () => ({ path: `/webhooks/${await aWebhook()}/pause` }),
  },
  'POST /webhooks/{id}/resume': {
    roles: ADMIN,
    call: async () => ({ path: `/webhooks/${await aWebhook()}/resume` }),
  },
  'POST /webhooks/{id}/secret': {
    roles: ADMIN,
    call: async () => ({ path: `/webhooks/${await aWebhook()}/secret` }),
  },
  'POST /webhooks/{id}/test': {
    roles: ADMIN,
    call: async () => ({ path: `/webhooks/${await aWebhook()}/test` }),
  },
  'GET /webhooks/{id}/deliveries': {
    roles: ADMIN,
    call: async () => ({ path: `/webhooks/${await aWebhook()}/deliveries` }),
  },
  'POST /webhook-deliveries/{id}/resend': {
    roles: ADMIN,
    call: async () => ({ path: `/webhook-deliveries/${await aDelivery()}/resend` }),
  },
  'GET /calendars': { roles: EVERYBODY, call: at('/calendars') },
  'POST /calendars': {
    roles: ADMIN,
    call: async () => ({
      path: '/calendars',
      body: { name: `Branch ${++count}`, timeZone: 'Asia/Kolkata', week },
    }),
  },
  'GET /calendars/{id}': { roles: EVERYBODY, call: at('/calendars/1') },
  'PUT /calendars/{id}': {
    roles: ADMIN,
    call: async () => ({ path: await branch(), body: { name: `Branch ${++count}`, timeZone: null, week } }),
    headers: { 'If-Match': '*' },
  },
  'DELETE /calendars/{id}': { roles: ADMIN, call: async () => ({ path: await branch() }) },
  'GET /calendars/{id}/holidays': { roles: EVERYBODY, call: at('/calendars/1/holidays') },
  'POST /calendars/{id}/holidays': {
    roles: ADMIN,
    call: async () => ({
      path: `${await branch()}/holidays`,
      body: { name: 'x', from: '2026-12-24', to: '2026-12-26', hours: [{ from: '09:00', to: '12:00' }] },
    }),
  },
  'DELETE /calendars/{id}/holidays': {
    roles: ADMIN,
    call: async () => ({ path: `${await branch({ holiday: '2026-12-24' })}/holidays?from=2026-12-24` }),
  },
  'GET /absences': { roles: EVERYBODY, call: at('/absences') },
  'POST /absences': {
    roles: EVERYBODY,
    call: async () => ({ path: '/absences', body: { from: aDay(), to: null, note: 'x' } }),
  },
  'DELETE /absences/{id}': {
    roles: ADMIN, // besides whose it is, and their head
    async call({ marketer }) {
      const { body } = await marketer.post('/absences', { from: aDay() })
      return { path: `/absences/${body.id}` }
    },
  },
  'GET /imports': { roles: EVERYBODY, call: at('/imports') },
  'GET /imports/{id}': { roles: EVERYBODY, call: onImport('') },
  'GET /imports/{id}/preview': { roles: EITHER, call: onImport('/preview') },
  'GET /imports/{id}/rejected.csv': { roles: EVERYBODY, call: onImport('/rejected.csv') },
  'GET /imports/{id}/kept': { roles: EVERYBODY, call: onImport('/kept') },
  'POST /imports/{id}/stop': { roles: ADMIN, call: onImport('/stop') },
  // for whose import it is, and the head of their side
  'POST /imports/{id}/resume': { roles: [], call: onImport('/resume') },
  'POST /imports/{id}/undo': { roles: [], call: onImport('/undo') },
  'PUT /spend': {
    roles: MARKETER,
    call: at('/spend', {
      channel: 'Paid search',
      campaign: 'Spring',
      side: 'marketing',
      month: '2026-05',
      amount: '1.00',
      reach: 1,
      responses: 1,
    }),
  },
  'GET /costs': { roles: EVERYBODY, call: async () => ({ path: '/costs?from=2026-01-01&to=2026-12-31' }) },
  'POST /costs': { roles: MARKETER, call: at('/costs', aCost) },
  'GET /costs/{id}': { roles: EVERYBODY, call: onCost('') },
  'PATCH /costs/{id}': {
    roles: MARKETER,
    call: async (people) => ({ ...(await onCost('')(people)), body: { amount: '7.00' } }),
    headers: { 'If-Match': '*' },
  },
  'DELETE /costs/{id}': { roles: MARKETER, call: onCost('') },
  'GET /campaigns/performance': {
    roles: EVERYBODY,
    call: async () => ({ path: '/campaigns/performance?from=2026-01-01&to=2026-12-31&attribution=last' }),
  },
  'GET /campaigns/{id}/performance': { roles: EVERYBODY, call: onCampaign },
  'GET /nurture-plans': { roles: EVERYBODY, call: at('/nurture-plans') },
  'POST /nurture-plans': { roles: MARKETER, call: async () => ({ path: '/nurture-plans', body: aPlan() }) },
  'GET /nurture-plans/{id}': { roles: EVERYBODY, call: onPlan('') },
  'PATCH /nurture-plans/{id}': {
    roles: MARKETER,
    call: async (people) => ({ ...(await onPlan('')(people)), body: aPlan() }),
    headers: { 'If-Match': '*' },
  },
  'POST /nurture-plans/{id}/archive': { roles: MARKETER, call: onPlan('/archive') },
  'POST /nurture-plans/{id}/restore': { roles: MARKETER, call: onPlan('/restore') },
  'GET /leads/{id}/nurture-plan': { roles: EVERYBODY, call: onNewLead('/nurture-plan') },
  'POST /leads/{id}/nurture-plan': {
    roles: MARKETER,
    async call({ marketer }) {
      const plan = await newPlan(marketer)
      return { path: `/leads/${await sleepingLead(marketer)}/nurture-plan`, body: { plan } }
    },
  },
  'DELETE /leads/{id}/nurture-plan': {
    roles: MARKETER,
    call: async ({ marketer }) => ({ path: `/leads/${(await onPlanned(marketer)).leadId}/nurture-plan` }),
  },
  'POST /nurture/attach': {
    roles: MARKETER,
    async call({ marketer }) {
      const plan = await newPlan(marketer)
      return { path: '/nurture/attach', body: { plan, leadIds: [await sleepingLead(marketer)] } }
    },
  },
  'GET /views': { roles: EVERYBODY, call: at('/views') },
  'POST /views': {
    roles: EVERYBODY,
    call: async () => ({ path: '/views', body: { ...aView(), shared: true } }),
  },
  'GET /views/{id}': { roles: EVERYBODY, call: onView() },
  // Its owner, heads and administrators: views.test.ts
  'PATCH /views/{id}': {
    roles: ADMIN,
    call: onView(() => ({ ...aView(), sort: 'company', columns: ['status'] })),
  },
  'DELETE /views/{id}': { roles: ADMIN, call: onView() },
  'PUT /views/order': { roles: EVERYBODY, call: async () => ({ path: '/views/order', body: { views: [] } }) },
  'PUT /views/defaults': {
    roles: ADMIN,
    call: async () => ({ path: '/views/defaults', body: { role: 'executive', view: null } }),
  },
  'GET /bulk': { roles: EVERYBODY, call: at('/bulk') },
  'POST /bulk': {
    roles: EITHER,
    call: async ({ marketer }) => ({ path: '/bulk', body: await bulkEdit(marketer) }),
  },
  'GET /bulk/{id}': { roles: EVERYBODY, call: onBulkRun('') },
  'GET /bulk/{id}/leads': { roles: EVERYBODY, call: onBulkRun('/leads?outcome=done') },
  // Whoever began it, besides: bulk-api.test.ts
  'POST /bulk/{id}/stop': { roles: ADMIN, call: onBulkRun('/stop') },
  'POST /bulk/{id}/retry': { roles: HEADS, call: onEndedBulkRun('/retry', { which: 'refused' }) },
  'POST /bulk/{id}/undo': { roles: HEADS, call: onEndedBulkRun('/undo') },
  'GET /nurture/attachments/{id}': { roles: EVERYBODY, call: onAttachment('') },
  'GET /nurture/attachments/{id}/leads': { roles: EVERYBODY, call: onAttachment('/leads?outcome=attached') },
  'GET /nurture/board': { roles: EVERYBODY, call: at('/nurture/board?grade=hot&limit=5') },
  'GET /nurture/returns': { roles: EVERYBODY, call: at('/nurture/returns') },
  'GET /nurture/steps': { roles: EVERYBODY, call: at('/nurture/steps?whose=all') },
  'POST /nurture/steps/{id}/done': {
    roles: MARKETER,
    call: async ({ marketer }) => ({
      path: `/nurture/steps/${(await onPlanned(marketer)).stepId}/done`,
      body: { note: 'x' },
    }),
  },
  'POST /nurture/steps/{id}/skip': {
    roles: MARKETER,
    call: async ({ marketer }) => ({ path: `/nurture/steps/${(await onPlanned(marketer)).stepId}/skip` }),
  },
  'GET /routing/rules': { roles: EVERYBODY, call: at('/routing/rules') },
  'POST /routing/rules': { roles: ADMIN, call: async () => ({ path: '/routing/rules', body: fullRule() }) },
  'PUT /routing/rules/{id}': {
    roles: ADMIN,
    call: async () => ({ path: `/routing/rules/${await aRule()}`, body: fullRule() }),
  },
  'DELETE /routing/rules/{id}': {
    roles: ADMIN,
    call: async () => ({ path: `/routing/rules/${await aRule()}` }),
  },
  'POST /routing/rules/{id}/move': {
    roles: ADMIN,
    call: async () => ({ path: `/routing/rules/${await aRule()}/move`, body: { place: 1 } }),
  },
  'POST /routing/dry-run': {
    roles: EVERYBODY,
    call: at('/routing/dry-run', { from: '2026-10-01', to: '2026-10-31', rules: [{ name: 'x' }] }),
  },
  'GET /routing/unrouted': { roles: EVERYBODY, call: at('/routing/unrouted') },
  'PUT /routing/capacity': {
    roles: ADMIN,
    call: async ({ rep }) => ({
      path: '/routing/capacity',
      body: { person: rep.actor.email, capacity: null },
    }),
  },
  'GET /teams': { roles: EVERYBODY, call: at('/teams') },
  'POST /teams': {
    roles: ADMIN,
    call: async ({ rep }) => ({ path: '/teams', body: fullTeam(rep) }),
  },
  'PUT /teams/{id}': {
    roles: ADMIN,
    call: async ({ rep }) => ({ path: `/teams/${await aTeam()}`, body: fullTeam(rep) }),
  },
  'DELETE /teams/{id}': { roles: ADMIN, call: async () => ({ path: `/teams/${await aTeam()}` }) },
  'POST /handoffs/{id}/reassign': {
    // who has it, or the head of sales: tests/integration/routing-api.test.ts
    roles: HEADS,
    call: onOffer('/reassign', { assignee: null, note: 'x' }),
  },
  'GET /metrics': { roles: EVERYBODY, call: at('/metrics') },
  'GET /targets': { roles: EVERYBODY, call: at('/targets?year=2026') },
  'PUT /targets': {
    roles: ['executive'],
    // a target is set once without a version: each time another year's
    call: async () => ({
      path: '/targets',
      body: { kpi: 'customers', period: String(1900 + ++count), value: 30 },
    }),
  },
  'POST /targets/{id}/agree': {
    // heads of the sides: tests/integration/targets.test.ts
    roles: HEADS,
    call: async () => ({ path: `/targets/${await aTarget()}/agree`, body: { version: 1 } }),
  },
  'GET /funnel': {
    roles: EVERYBODY,
    call: at(`/funnel?${new URLSearchParams({ ...days, groupBy: 'channel' })}`),
  },
  'GET /funnel/cohorts': {
    roles: EVERYBODY,
    call: at(`/funnel/cohorts?${new URLSearchParams({ ...days, stage: 'accepted' })}`),
  },
  'GET /funnel/time-to-win': {
    roles: EVERYBODY,
    call: at(`/funnel/time-to-win?${new URLSearchParams({ ...days, groupBy: 'channel' })}`),
  },
  'GET /kpis': { roles: EVERYBODY, call: at(`/kpis?${new URLSearchParams(days)}`) },
  'GET /quality': {
    roles: EVERYBODY,
    call: at(`/quality?${new URLSearchParams({ ...days, groupBy: 'campaign', channel: '1' })}`),
  },
  'GET /quality/calibration': {
    roles: EVERYBODY,
    call: at(`/quality/calibration?${new URLSearchParams(days)}`),
  },
  'GET /rejections': {
    roles: EVERYBODY,
    call: at(`/rejections?${new URLSearchParams({ ...days, groupBy: 'rep', reason: '1' })}`),
  },
  'GET /performance': { roles: EVERYBODY, call: at(`/performance?${new URLSearchParams(days)}`) },
  'GET /performance/{id}': {
    // their own, their head and executives: tests/integration/performance.test.ts
    roles: ['sales', 'executive'],
    call: async ({ rep }) => ({
      path: `/performance/${rep.actor.personId}?${new URLSearchParams(days)}`,
    }),
  },
  'GET /points/{side}': { roles: EVERYBODY, call: at('/points/marketing') },
  'PUT /points/{side}': {
    roles: HEADS,
    call: at('/points/marketing', { inForceFrom: '2100-01-01', weights: { acceptedHot: 3 }, note: 'x' }),
    headers: { 'If-Match': '*' },
  },
  'GET /promises': { roles: EVERYBODY, call: at(`/promises?${new URLSearchParams(days)}`) },
  'GET /shared-links': { roles: EVERYBODY, call: at('/shared-links') },
  'POST /shared-links': {
    roles: EVERYBODY,
    call: at('/shared-links', { name: 'Our bank', screen: 'funnel', query: days, days: 30, named: false }),
  },
  'DELETE /shared-links/{id}': {
    // and whoever made it
    roles: ['executive', 'admin'],
    call: async ({ marketer }) => {
      const { body } = await marketer.post('/shared-links', { name: 'Our bank', screen: 'kpis', query: days })
      return { path: `/shared-links/${body.id}` }
    },
  },
  'GET /exports/{table}': {
    roles: EVERYBODY,
    call: at(`/exports/funnel?${new URLSearchParams({ ...days, format: 'csv', by: 'channel' })}`),
  },
}

function aPlan() {
  const steps = [
    { afterDays: 3, kind: 'letter', text: 'x' },
    { afterDays: 30, kind: 'call', text: 'y' },
  ]
  return { name: `Plan ${++count}`, steps }
}

async function newPlan(marketer: Client): Promise<number> {
  return (await marketer.post('/nurture-plans', aPlan())).body.id
}

async function sleepingLead(marketer: Client): Promise<number> {
  const id = await newLead(marketer)
  await marketer.post(`/leads/${id}/nurture`, { wakeAt: '2100-01-01', nextStep: 'Call' })
  return id
}

async function onPlanned(marketer: Client): Promise<{ leadId: number; stepId: number }> {
  const leadId = await sleepingLead(marketer)
  const plan = await newPlan(marketer)
  const { body } = await marketer.post(`/leads/${leadId}/nurture-plan`, { plan })
  return { leadId, stepId: body.steps[0].id }
}

/** It catches no lead of another test. */
async function aRule(): Promise<number> {
  const made = await db.one<{ id: number }>(sql`
    insert into routing_rule (position, name, conditions) values (0, 'x',
      '{"regions": ["Nowhere"], "segments": [], "channelIds": [], "campaignIds": [], "grades": [],
        "amountFrom": null, "amountTo": null}') returning id`)
  return made?.id ?? 0
}

function fullRule(): Record<string, unknown> {
  return {
    name: 'DACH',
    regions: ['Nowhere'],
    segments: ['x'],
    channelIds: [1],
    campaignIds: [1],
    grades: ['hot'],
    amountFrom: '1.00',
    amountTo: '2.00',
    person: null,
    teamId: null,
  }
}

async function aTeam(): Promise<number> {
  const made = await db.one<{ id: number }>(
    sql`insert into team (name) values (${`Team ${++count}`}) returning id`,
  )
  return made?.id ?? 0
}

function fullTeam(rep: Client): Record<string, unknown> {
  return { name: `Team ${++count}`, strategy: 'round_robin', members: [rep.actor.email] }
}

function fullLead(): Record<string, unknown> {
  return {
    company: 'Acme',
    contactName: 'Ann',
    jobTitle: 'Buyer',
    phone: null,
    website: 'acme.example',
    country: 'DE',
    region: 'Berlin',
    segment: 'Public sector',
    expectedAmount: '12500.00',
    channel: 'Paid search',
    campaign: 'Spring',
    origin: 'marketing',
    note: 'x',
    externalId: null,
    utm: { source: 'x', medium: 'x', campaign: 'x', term: 'x', content: 'x' },
  }
}

function fullWebhook(): Record<string, unknown> {
  return { name: `Webhook ${++count}`, url: 'https://example.com/hook', events: ['deal.won'] }
}

/** Paused, so that nothing is sent. */
async function aWebhook(): Promise<number> {
  const made = await db.one<{ id: number }>(sql`
    insert into webhook (name, url, secret, types, created_at, created_by_id, paused_at)
    select ${`Webhook ${++count}`}, 'https://example.com/hook', 'whsec_eA==', '{won}', now(), min(id), now() from person
    returning id`)
  return made?.id ?? 0
}

async function aDelivery(): Promise<number> {
  const made = await db.one<{ id: number }>(sql`
    insert into webhook_delivery (webhook_id, type, created_at, next_at)
    values (${await aWebhook()}, 'won', now(), now()) returning id`)
  return made?.id ?? 0
}

function fullForm() {
  const words = { title: 'Write', intro: 'To us', button: 'Go', thanks: 'Thanks', consent: 'Yes' }
  return {
    name: `Form ${++count}`,
    kind: 'price_request',
    fields: [{ name: 'email', required: true, label: { en: 'Mail', ru: 'Почта' } }],
    en: words,
    ru: words,
    consentRequired: true,
    channel: 'Paid search',
    campaign: 'Spring',
    owner: null,
    redirectUrl: 'https://www.example.com/thanks',
    sites: ['https://www.example.com'],
  }
}

async function aForm(): Promise<number> {
  const made = await db.one<{ id: number }>(sql`
    insert into web_form (key, name, fields, wording, sites, owner_id, created_by_id, created_at, updated_at)
    select ${`example-form-${++count}`}, ${`Example ${count}`}, '[{"name":"email","required":true,"label":{"en":null,"ru":null}}]',
      ${JSON.stringify({ en: fullForm().en, ru: fullForm().ru })}::jsonb, '{}', min(id), min(id), now(), now() from person
    returning id`)
  return made?.id ?? 0
}

async function aHeldForm(): Promise<number> {
  const content = {
    lead: { email: `held-${++count}@example.org` },
    arrived: { locale: 'en', consent: null, first: null, last: null, extra: {} },
  }
  const made = await db.one<{ id: number }>(sql`
    insert into form_submission (form_id, state, at, once_key, content, reasons)
    values (${await aForm()}, 'held', now(), ${`example ${count}`}, ${JSON.stringify(content)}::jsonb, '{fast}')
    returning id`)
  return made?.id ?? 0
}
