import { createCampaign, createChannel } from '@/lib/channels/commands'
import { editDeal, loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { contestRejection, ruleOnContest } from '@/lib/handoffs/commands/contest'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { undoVerdict } from '@/lib/handoffs/commands/undo'
import { workOnImport } from '@/lib/imports/commands/run'
import { workOnUndo } from '@/lib/imports/commands/take-back'
import { undoImport } from '@/lib/imports/commands/undo'
import { addActivity, addTouch } from '@/lib/leads/commands/contact'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { mergeLeads, undoMerge } from '@/lib/leads/commands/merge'
import { disqualifyLead, nurtureLead, reopenLead, takeLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import type { LeadPatch } from '@/lib/leads/schema'
import { type Actor, actorAt } from '@/lib/platform/actor'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { actorWith } from './actors'
import { queuedFile } from './imports'
import { type Company, HOT, makePeople } from './life'

/** A draw: a whole number from 0 to below `below`. The caller seeds it. */
export type Draw = (below: number) => number

/**
 * A company to which anything may happen, through the commands that people use, in any order. What a command refuses
 * does not happen; most draws are steps that are allowed.
 */
export class RandomCompany {
  private at = Date.parse('2025-03-07T08:00:00Z')
  private made = 0
  /** how often each kind of thing was done */
  readonly done = new Map<string, number>()

  private constructor(
    private readonly people: Company,
    private readonly marketers: Actor[],
    private readonly draw: Draw,
  ) {}

  static async make(draw: Draw, timeZone: string): Promise<RandomCompany> {
    const at = new Date('2025-01-01T00:00:00Z')
    const people = await makePeople(at, timeZone)
    const other = await actorWith({ roles: ['marketer'], name: 'Otto Marketer', at })
    for (const channel of ['Search', 'Fair']) {
      const { id: channelId } = must(await createChannel(people.admin, { name: channel }))
      for (const name of ['One', 'Two'])
        must(await createCampaign(people.marketer, { channelId, name: `${channel} ${name}` }))
    }
    return new RandomCompany(people, [people.marketer, other], draw)
  }

  get now(): Date {
    return new Date(this.at)
  }

  async doSomething(): Promise<void> {
    this.at += this.draw(40) * 3_600_000 + this.draw(3_600_000)
    const things: [number, string, () => Promise<unknown>][] = [
      [5, 'create', () => this.create()],
      [16, 'step', () => this.step()],
      [4, 'edit', () => this.edit()],
      [2, 'contact', () => this.contact()],
      [4, 'deal', () => this.editDeal()],
      [2, 'merge', () => this.merge()],
      [1, 'unmerge', () => this.unmerge()],
      [1, 'second thoughts', () => this.secondThoughts()],
      [2, 'contest', () => this.contest()],
      [1, 'import', () => this.importLeads()],
      [1, 'outcomes', () => this.importOutcomes()],
      [1, 'undo import', () => this.undoImport()],
    ]
    let place = this.draw(things.reduce((sum, [weight]) => sum + weight, 0))
    for (const [weight, name, work] of things) {
      place -= weight
      if (place >= 0) continue
      if ((await work()) !== false) this.done.set(name, (this.done.get(name) ?? 0) + 1)
      return
    }
  }

  private one<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('nothing to choose from')
    return items[this.draw(items.length)] as T
  }

  private get marketer(): Actor {
    return actorAt(this.one(this.marketers), this.now)
  }

  private get rep(): Actor {
    return actorAt(this.one([this.people.rep, this.people.otherRep]), this.now)
  }

  private source(): { channel?: string | null; campaign?: string | null } {
    const channel = this.one(['Search', 'Fair', null])
    if (channel === null) return {}
    return this.draw(3) === 0 ? { channel } : { channel, campaign: `${channel} ${this.one(['One', 'Two'])}` }
  }

  private async create() {
    this.made++
    const origin = this.draw(4) === 0 ? 'sales' : 'marketing'
    return done(
      createLead(origin === 'sales' ? this.rep : this.marketer, {
        company: `Random ${this.made}`,
        email: `random-${this.made}@example.org`,
        externalId: `R${this.made}`,
        region: this.one(['North', 'South', undefined]),
        origin,
        ...this.source(),
      }),
    )
  }

  private async aLead(): Promise<
    { id: number; status: LeadStatus; version: number; origin: string } | undefined
  > {
    const leads = await db.rows<{ id: number; status: LeadStatus; version: number; origin: string }>(
      sql`select id, status, version, origin from lead order by id desc limit 25`,
    )
    return leads.length === 0 ? undefined : this.one(leads)
  }

  private async step() {
    const lead = await this.aLead()
    if (!lead) return false
    const leadId = lead.id
    const { marketer, rep } = this
    const answers = this.one([
      HOT,
      HOT,
      { ...HOT, readySoon: 'no' as const },
      { ...HOT, needFormed: 'no' as const },
    ])
    const wakeAt = '2027-01-15'
    const nurture = (actor: Actor) => nurtureLead(actor, { leadId, wakeAt, nextStep: 'Call again' })
    switch (lead.status) {
      case 'new':
        if (lead.origin === 'sales') return done(takeLead(rep, { leadId }))
        if (this.draw(6) === 0) return done(disqualifyLead(marketer, { leadId, reason: 'A student' }))
        return done(this.draw(8) === 0 ? nurture(marketer) : qualifyLead(marketer, { leadId, ...answers }))
      case 'qualified':
        if (this.draw(8) === 0) return done(nurture(marketer))
        if (this.draw(6) === 0) return done(qualifyLead(marketer, { leadId, ...answers }))
        return this.handOff(leadId)
      case 'handed_off': {
        const handoffId = await this.pending(leadId)
        if (this.draw(3) > 0) return done(acceptHandoff(rep, { handoffId }))
        const reason = this.one(['no_need', 'no_budget', 'not_target', 'wrong_contact'])
        return done(rejectHandoff(rep, { handoffId, reason, comment: 'Asked twice' }))
      }
      case 'accepted':
        if (this.draw(6) === 0) return done(nurture(rep))
        return done(openDeal(rep, { leadId, title: 'Pumps', amount: this.amount() }))
      case 'deal': {
        const deal = await db.one<{ id: number }>(
          sql`select id from deal where lead_id = ${leadId} and state = 'open'`,
        )
        const dealId = deal?.id ?? 0
        if (this.draw(3) === 0) return done(loseDeal(rep, { dealId, reason: 'Too dear' }))
        const wonAt = this.draw(2) === 0 ? undefined : new Date(this.at - this.draw(30) * 86_400_000)
        return done(winDeal(rep, { dealId, amount: this.amount(), wonAt }))
      }
      case 'nurture':
        if (this.draw(4) === 0) return done(disqualifyLead(marketer, { leadId, reason: 'Closed down' }))
        return done(qualifyLead(marketer, { leadId, ...answers }))
      case 'lost':
        return done(nurture(rep))
      case 'disqualified':
        return done(reopenLead(marketer, { leadId }))
      case 'won':
        return false
    }
  }

  /** Some are decided within the hour, which is in time if it is a working hour. */
  private async handOff(leadId: number) {
    const offered = await done(handOffLead(this.marketer, { leadId, overrideReason: 'They asked for us' }))
    if (!offered || this.draw(3) > 0) return offered
    this.at += this.draw(60) * 60_000
    return done(acceptHandoff(this.rep, { handoffId: await this.pending(leadId) }))
  }

  private async pending(leadId: number): Promise<number> {
    const found = await db.one<{ id: number }>(
      sql`select id from handoff where lead_id = ${leadId} and state = 'pending'`,
    )
    return found?.id ?? 0
  }

  private amount(): string {
    return `${1 + this.draw(9000)}.${10 + this.draw(90)}`
  }

  private async edit() {
    const lead = await this.aLead()
    if (!lead) return false
    const patches: LeadPatch[] = [
      { region: this.one(['North', 'South', 'Ö "stlich", {x}', null]) },
      { channel: null, campaign: null, ...this.source() },
      { owner: this.one(this.marketers).email },
      { note: 'nothing that is counted' },
    ]
    return done(editLead(this.marketer, { leadId: lead.id, version: lead.version, patch: this.one(patches) }))
  }

  private async contact() {
    const lead = await this.aLead()
    if (!lead) return false
    const at = new Date(this.at - this.draw(900) * 3_600_000)
    if (this.draw(2) === 0)
      return done(addTouch(this.marketer, { leadId: lead.id, kind: 'visit', at, note: null }))
    return done(addActivity(this.marketer, { leadId: lead.id, kind: 'call', at, text: 'Called' }))
  }

  private async editDeal() {
    const deals = await db.rows<{ id: number }>(sql`select id from deal order by id desc limit 20`)
    if (deals.length === 0) return false
    return done(editDeal(this.rep, { dealId: this.one(deals).id, amount: this.amount() }))
  }

  private async merge() {
    const [one, other] = [await this.aLead(), await this.aLead()]
    if (!one || !other) return false
    return done(mergeLeads(this.marketer, { leadId: one.id, otherId: other.id, fields: {} }))
  }

  private async unmerge() {
    const merges = await db.rows<{ id: number }>(
      sql`select id from lead_merge where live_id is not null order by id`,
    )
    if (merges.length === 0) return false
    return done(undoMerge(this.marketer, { mergeId: this.one(merges).id }))
  }

  /** Marketing contests a rejection, or an executive rules on one that waits: there is no head of marketing to agree with. */
  private async contest() {
    const rejected = await db.rows<{ id: number; by: number; contest: number | null }>(sql`
      select h.id, h.offered_by_id as by, c.id as contest from handoff h left join contest c on c.handoff_id = h.id
      where h.state = 'rejected' and c.settled_at is null order by h.decided_at desc, h.id limit 5`)
    if (rejected.length === 0) return false
    const { id, by, contest } = this.one(rejected)
    const outcome = this.one(['uphold', 'overturn'] as const)
    if (contest !== null) {
      const executive = actorAt(this.people.executive, this.now)
      return done(ruleOnContest(executive, { contestId: contest, outcome, ruling: 'They have a budget' }))
    }
    const marketer = this.marketers.find(({ personId }) => personId === by)
    if (!marketer) return false
    return done(
      contestRejection(actorAt(marketer, this.now), { handoffId: id, argument: 'They have a budget' }),
    )
  }

  private async secondThoughts() {
    const verdict = await db.one<{ id: number; by: number; at: Date }>(sql`
      select id, decided_by_id as by, decided_at as at from handoff where before_verdict is not null
      order by decided_at desc limit 1`)
    const rep = [this.people.rep, this.people.otherRep].find(({ personId }) => personId === verdict?.by)
    if (!verdict || !rep) return false
    return done(undoVerdict(actorAt(rep, new Date(verdict.at.getTime() + 5000)), { handoffId: verdict.id }))
  }

  /** Leads of before, with times in any order, and some that are known already. */
  private async importLeads() {
    const rows = Array.from({ length: 3 + this.draw(4) }, () => {
      const known = this.draw(4) === 0
      if (!known) this.made++
      const began = this.oldMoment()
      const time = () =>
        this.draw(2) === 0
          ? ''
          : new Date(began + this.draw(200) * 86_400_000 - 20 * 86_400_000).toISOString()
      return [
        `R${known ? 1 + this.draw(this.made) : this.made}`,
        new Date(began).toISOString(),
        time(),
        time(),
        time(),
        time(),
        this.one(['Search', 'Fair', '']),
        this.one(['hot', 'warm', 'cold', '']),
        this.one(['North', '']),
        this.one(['marketing', 'sales']),
      ].join(',')
    })
    return this.work(`id,made,q,h,a,w,channel,grade,region,origin\n${rows.join('\n')}\n`, {
      kind: 'leads',
      columns: {
        id: 'externalId',
        made: 'createdAt',
        q: 'qualifiedAt',
        h: 'handedOffAt',
        a: 'acceptedAt',
        w: 'wonAt',
        channel: 'channel',
        grade: 'grade',
        region: 'region',
        origin: 'origin',
      },
      matchBy: 'externalId',
      onMatch: this.one(['update', 'touch']),
    })
  }

  private async importOutcomes() {
    if (this.made === 0) return false
    const rows = Array.from({ length: 4 }, () => {
      const when = new Date(this.at - this.draw(90) * 86_400_000).toISOString()
      const [won, lost] = this.draw(3) > 0 ? [when, ''] : ['', when]
      return [`R${1 + this.draw(this.made)}`, won, lost, this.one(['', this.amount()])].join(',')
    })
    return this.work(
      `id,won,lost,amount\n${rows.join('\n')}\n`,
      {
        kind: 'outcomes',
        columns: { id: 'externalId', won: 'wonAt', lost: 'lostAt', amount: 'amount' },
        matchBy: 'externalId',
      },
      this.rep,
    )
  }

  private async work(file: string, mapping: object, actor = this.marketer) {
    const id = await queuedFile(actor, file, mapping)
    await workOnImport(id, this.now)
    const state = await db.one<{ written: number }>(
      sql`select created + updated + touched as written from import_run where id = ${id}`,
    )
    return (state?.written ?? 0) > 0
  }

  private async undoImport() {
    const runs = await db.rows<{ id: number; by: number }>(sql`
      select id, created_by_id as by from import_run where state = 'done' order by id desc limit 3`)
    if (runs.length === 0) return false
    const { id, by } = this.one(runs)
    const { rep, otherRep } = this.people
    const sender = [...this.marketers, rep, otherRep].find(({ personId }) => personId === by)
    if (!sender || !(await done(undoImport(actorAt(sender, this.now), { importId: id })))) return false
    await workOnUndo(id, this.now)
    return true
  }

  /** Around the nights in which clocks went back over midnight, and where a zone skipped a day, or some day of this year. */
  private oldMoment(): number {
    const nights = [
      '2010-11-07T02:31:00Z',
      '2010-03-14T03:31:00Z',
      '2024-10-27T01:00:00Z',
      '2025-03-30T01:00:00Z',
      '2024-12-31T10:30:00Z',
    ]
    if (this.draw(3) === 0) return this.at - this.draw(400) * 86_400_000
    return Date.parse(this.one(nights)) + (this.draw(240) - 120) * 60_000
  }
}

/** Whether it was done: a refusal is an answer, too. */
async function done(result: Promise<Result<unknown>>): Promise<boolean> {
  return (await result).ok
}
