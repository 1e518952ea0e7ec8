import { addDays, dayOf, instantAt } from '@/lib/platform/calendar'
import type { Answer, Grade, LeadResponse, Origin } from '@/lib/platform/db/generated/enums'
import { addWorkingMinutes } from '@/lib/platform/working-time'
import { companyHours } from './calendars'
import { CHANNELS, DEFINITION_SIGNED_DAYS_AGO, ORGANISATION, PEOPLE, WORDS } from './company'
import type { Random } from './random'

const ZONE = ORGANISATION.timeZone
const HOURS = companyHours()
const HOUR = 60
const DAY = 9 * HOUR // working minutes

type Who = (typeof PEOPLE)[number]['key']
type Answers = Record<'needFormed' | 'valueUnderstood' | 'hasBudget' | 'readySoon', Answer> & {
  response: LeadResponse
}

type Deed = DemoStep extends infer Step ? (Step extends DemoStep ? Omit<Step, 'at' | 'who'> : never) : never

/** One thing that somebody does with a lead at a moment. Walked in order through the real commands. */
export type DemoStep = { at: Date; who: Who } & (
  | { do: 'touch'; kind: 'visit' | 'download' | 'price_request' | 'demo_request'; note: string }
  | { do: 'activity'; kind: 'call' | 'email' | 'meeting'; text: string }
  | { do: 'qualify'; answers: Answers; grade?: Grade; overrideReason?: string }
  | { do: 'handOff'; assignee: Who | null; overrideReason?: string; note: string | null }
  | { do: 'open' | 'accept' | 'take' }
  | { do: 'reject'; reason: string; comment: string | null }
  | { do: 'ask'; question: string }
  | { do: 'answer'; text: string }
  | { do: 'seen' }
  | { do: 'nurture'; inDays: number; nextStep: string }
  | { do: 'disqualify'; reason: string }
  | { do: 'openDeal'; title: string; amount: string; closeInDays: number }
  | { do: 'win'; amount: string }
  | { do: 'lose'; reason: string }
)

export type DemoLead = {
  createdAt: Date
  by: Who
  origin: Origin
  channel: string | null
  campaign: string | null
  company: string
  contactName: string
  jobTitle: string
  email: string
  phone: string | null
  website: string
  country: string
  region: string
  segment: string | null
  expectedAmount: string | null
  note: string | null
  steps: DemoStep[]
}

const MARKETERS: Who[] = ['anna', 'miguel', 'olga', 'jonas']
/**
 * How each marketer grades: how often they make warm hot and hot warm by hand, how much more (or less) sales likes what
 * they hand off, and what they made hot by hand. Jonas calls hot what others would not; Olga knows something that the
 * questions do not ask.
 */
const GRADING: Partial<Record<Who, { up: number; down: number; liked: number; likedByHand: number }>> = {
  anna: { up: 0.24, down: 0.03, liked: 0, likedByHand: -0.28 },
  miguel: { up: 0.06, down: 0.02, liked: 0.02, likedByHand: 0 },
  olga: { up: 0.26, down: 0.04, liked: 0.1, likedByHand: 0.2 },
  jonas: { up: 0.26, down: 0.01, liked: -0.13, likedByHand: -0.05 },
}
const REPS: readonly (readonly [Who, number])[] = [
  ['tomas', 2],
  ['claire', 4],
  ['dmitri', 4],
  ['sofia', 4],
  ['lars', 3],
  ['pavel', 1],
]
const REASONS: readonly (readonly [string, number])[] = [
  ['no_need', 18],
  ['no_budget', 24],
  ['wrong_contact', 13],
  ['not_reachable', 16],
  ['duplicate', 3],
  ['outside_territory', 5],
  ['not_target', 9],
  ['too_early', 22],
  ['other', 4],
]

/** Default reasons that ask for a comment. */
const NEEDS_COMMENT: readonly string[] = ['wrong_contact', 'not_target', 'other']

/** About `count` leads over the `months` before `now`, in the order of their creation. Pure: the same for a seed. */
export function planLeads(random: Random, now: Date, count: number, months: number): DemoLead[] {
  const today = dayOf(now, ZONE)
  const days = Math.round(months * 30.44)
  const leads: DemoLead[] = []
  for (let n = 0; n < count; n++) {
    const createdAt = creationMoment(random, today, days)
    if (createdAt < now) leads.push(planLead(random, createdAt, now, n))
  }
  return leads.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

/** Mostly working hours; more and more leads as the company grows; quiet in August and at the year's end. */
function creationMoment(random: Random, today: string, days: number): Date {
  for (;;) {
    const back = Math.floor(days * (1 - random.next() ** 0.82))
    const day = addDays(today, -back)
    const month = Number(day.slice(5, 7))
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
    const busy = (month === 8 || month === 12 ? 0.6 : 1) * (weekday === 0 || weekday === 6 ? 0.22 : 1)
    if (!random.chance(busy)) continue
    const hour = random.chance(0.85) ? 8 + random.next() * 11 : random.next() * 24
    return instantAt(day, Math.floor(hour * 3_600_000), ZONE)
  }
}

function planLead(random: Random, createdAt: Date, now: Date, number: number): DemoLead {
  const salesFound = random.chance(0.17)
  const month = new Date(createdAt).getUTCMonth() + 1
  const channel = salesFound
    ? random.weighted([
        [null, 7],
        [CHANNELS[6] ?? null, 2],
        [CHANNELS[7] ?? null, 1],
      ])
    : random.chance(0.03)
      ? null
      : random.weighted(
          CHANNELS.map(
            (each) =>
              [each, each.months && !each.months.includes(month) ? each.weight * 0.15 : each.weight] as const,
          ),
        )
  const by = salesFound ? random.weighted(REPS) : random.pick(MARKETERS)
  const lead: DemoLead = {
    createdAt,
    by,
    origin: salesFound ? 'sales' : 'marketing',
    channel: channel?.name ?? null,
    campaign: channel && random.chance(0.9) ? random.pick(channel.campaigns) : null,
    ...identity(
      random,
      number,
      now.getTime() - createdAt.getTime() < DEFINITION_SIGNED_DAYS_AGO * 86_400_000,
    ),
    steps: [],
  }
  const journey = new Journey(random, lead, now, channel?.quality ?? 0.6, channel?.deal ?? 14_000)
  if (salesFound) journey.found(by)
  else journey.fromMarketing(random.chance(0.8) ? by : random.pick(MARKETERS))
  return lead
}

const SEGMENTS: Partial<Record<(typeof WORDS.trades)[number], string>> = {
  Hotel: 'Hospitality',
  Spa: 'Hospitality',
  Resort: 'Hospitality',
  Clinic: 'Health',
  Kliniken: 'Health',
  Pharma: 'Health',
  Brewery: 'Food and drink',
  Dairy: 'Food and drink',
  Foods: 'Food and drink',
  Beverages: 'Food and drink',
  Stadtwerke: 'Public sector',
  Campus: 'Public sector',
}

/** Since a phone number is asked for by the definition, marketing asks for it too. */
function identity(random: Random, number: number, asked: boolean) {
  const russian = random.chance(0.09)
  const first = russian ? random.pick(WORDS.firstRu) : random.pick(WORDS.first)
  const last = russian ? random.pick(WORDS.lastRu) : random.pick(WORDS.last)
  const stem = random.pick(WORDS.stems)
  const trade = random.pick(WORDS.trades)
  const company = russian
    ? random.pick(WORDS.companiesRu)
    : `${stem}${random.chance(0.4) ? ' ' : '-'}${trade} ${random.pick(WORDS.forms)}`
  const [country, region] = russian ? ['Kazakhstan', 'Almaty'] : random.pick(WORDS.places)
  const domain = `${ascii(russian ? `voda${number}` : `${stem}-${trade}`)}${number % 97}.example`
  return {
    company,
    contactName: `${first} ${last}`,
    jobTitle: random.pick(WORDS.jobs),
    email: `${russian ? `contact${number}` : `${ascii(first)}.${ascii(last)}${number}`}@${domain}`,
    phone: random.chance(asked ? 0.93 : 0.72) ? phone(random, russian, number) : null,
    website: `https://www.${domain}`,
    country: country ?? 'Germany',
    region: region ?? '',
    segment: number % 7 === 0 ? null : (SEGMENTS[trade] ?? 'Industry'),
    expectedAmount: number % 3 === 0 ? null : `${3000 + ((number * 7919) % 97) ** 2 * 7}.00`,
    note: random.chance(0.6) ? random.pick(WORDS.needs) : null,
  }
}

/** A valid number that belongs to nobody else here; written in different ways, as people do. */
function phone(random: Random, russian: boolean, number: number): string {
  const line = String(1_000_000 + number * 37).slice(0, 7)
  if (russian) return `8 (727) ${line.slice(0, 3)}-${line.slice(3, 5)}-${line.slice(5)}`
  return random.pick([`+49 30 ${line}`, `030/${line}`, `+49 (0)30 ${line.slice(0, 3)} ${line.slice(3)}`])
}

function ascii(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9-]/g, '')
    .toLowerCase()
}

/** One lead's way, step by step, until it ends or the present is reached. */
class Journey {
  private clock: Date
  private readonly closing = new Map(PEOPLE.map((person) => [person.key, person.closing ?? 1]))
  private readonly pace = new Map(PEOPLE.map((person) => [person.key, person.pace ?? 1]))

  constructor(
    private readonly random: Random,
    private readonly lead: DemoLead,
    private readonly now: Date,
    private readonly quality: number,
    private readonly dealMedian: number,
  ) {
    this.clock = lead.createdAt
  }

  /** Marketing's leads: some touches, qualification, then what the grade says. */
  fromMarketing(marketer: Who, round = 1): void {
    const { random } = this
    for (
      let n = random.weighted([
        [0, 5],
        [1, 3],
        [2, 2],
        [3, 1],
      ]);
      n > 0;
      n--
    )
      this.touch()
    if (random.chance(0.05)) {
      this.work(0.7 * DAY, marketer, { do: 'disqualify', reason: random.pick(WORDS.disqualified) })
      return
    }
    if (random.chance(0.03)) return // nobody got round to it
    const strength = this.quality + (round > 1 ? 0.12 : 0)
    const answers = this.answers(strength)
    const computed = gradeByAnswers(answers)
    const habit = GRADING[marketer]
    const override =
      (computed === 'warm' && random.chance(habit?.up ?? 0)) ||
      (computed === 'hot' && random.chance(habit?.down ?? 0))
    const grade: Grade = !override ? computed : computed === 'warm' ? 'hot' : 'warm'
    const qualified = this.work(0.9 * DAY, marketer, {
      do: 'qualify',
      answers,
      ...(override ? { grade, overrideReason: random.pick(WORDS.overrides) } : {}),
    })
    if (!qualified) return
    if (grade === 'hot' ? random.chance(0.97) : grade === 'warm' && random.chance(0.3)) {
      const byHand = override && grade === 'hot' ? (habit?.likedByHand ?? 0) : 0
      this.handOff(marketer, grade, round, (habit?.liked ?? 0) + byHand)
    } else {
      this.notReady(marketer, grade, round)
    }
  }

  /** Sales' own leads are taken directly. */
  found(rep: Who): void {
    if (this.random.chance(0.92) && this.work(0.2 * DAY, rep, { do: 'take' })) this.sell(rep, 1.15)
  }

  private notReady(marketer: Who, grade: Grade, round: number): void {
    const { random } = this
    if (grade === 'cold' && random.chance(0.28)) {
      this.work(2 * DAY, marketer, { do: 'disqualify', reason: random.pick(WORDS.disqualified) })
    } else if (random.chance(0.85)) {
      const inDays = random.pick([30, 45, 60, 90, 120, 180])
      if (this.work(0.5 * DAY, marketer, { do: 'nurture', inDays, nextStep: random.pick(WORDS.nextSteps) })) {
        this.wake(marketer, inDays, round)
      }
    }
  }

  /** Some wake and are worked again; most are forgotten, as in real life. */
  private wake(marketer: Who, inDays: number, round: number): void {
    const { random } = this
    if (round > 3 || !random.chance(0.55)) return
    this.clock = new Date(this.clock.getTime() + (inDays + random.between(-5, 15)) * 86_400_000)
    if (random.chance(0.25)) {
      this.work(0.5 * DAY, marketer, { do: 'disqualify', reason: random.pick(WORDS.disqualified) })
      return
    }
    if (random.chance(0.6)) this.touch()
    this.work(0.3 * DAY, marketer, { do: 'activity', kind: 'call', text: random.pick(WORDS.notes.call) })
    this.fromMarketing(marketer, round + 1)
  }

  private handOff(marketer: Who, grade: Grade, round: number, liked: number): void {
    const { random } = this
    const assignee = random.chance(0.45) ? random.weighted(REPS) : null
    const offered = this.work(0.25 * DAY, marketer, {
      do: 'handOff',
      assignee,
      ...(grade === 'hot' ? {} : { overrideReason: random.pick(WORDS.overrides) }),
      note: random.chance(0.5) ? random.pick(WORDS.needs) : null,
    })
    if (!offered) return
    const rep = assignee ?? random.weighted(REPS)
    const pace = this.pace.get(rep) ?? 1
    // a few are left lying even now: the queue of a real company
    if (random.chance(this.isRecent(2.5) ? 0.95 : this.isRecent(7) ? 0.3 : 0)) return
    this.work(0.15 * DAY * pace, rep, { do: 'open' })
    if (random.chance(this.isRecent(10) ? 0.5 : 0.09)) {
      if (!this.work(0.2 * DAY * pace, rep, { do: 'ask', question: random.pick(WORDS.questions) })) return
      if (random.chance(0.7) && this.isRecent(10)) return
      if (!this.work(0.4 * DAY, marketer, { do: 'answer', text: random.pick(WORDS.answers) })) return
    }
    // Since both sides agreed on what a sales-ready lead is, sales likes more of what it gets.
    const agreed = this.isRecent(DEFINITION_SIGNED_DAYS_AGO) && this.lead.phone !== null
    const likes = (grade === 'hot' ? 0.24 : 0.08) + this.quality * 0.42 + (agreed ? 0.1 : 0) + liked
    if (random.chance(likes)) {
      if (this.work(0.35 * DAY * pace, rep, { do: 'accept' })) this.sell(rep, grade === 'hot' ? 1 : 0.7)
      return
    }
    const reason = random.weighted(REASONS)
    if (reason === 'not_reachable') {
      for (const kind of ['call', 'email'] as const) {
        const text = kind === 'call' ? 'No answer, left a message' : 'Wrote that we tried to call'
        if (!this.work(0.1 * DAY * pace, rep, { do: 'activity', kind, text })) return
      }
    }
    const rejected = this.work(0.45 * DAY * pace, rep, {
      do: 'reject',
      reason,
      comment: NEEDS_COMMENT.includes(reason) || random.chance(0.3) ? random.pick(WORDS.comments) : null,
    })
    if (!rejected) return
    const gone = ['duplicate', 'outside_territory', 'not_target'].includes(reason)
    if (!this.isRecent(20) || random.chance(0.4)) this.work(0.6 * DAY, marketer, { do: 'seen' })
    if (!gone) this.wake(marketer, 60, round)
  }

  private isRecent(days: number): boolean {
    return this.now.getTime() - this.clock.getTime() < days * 86_400_000
  }

  private sell(rep: Who, odds: number): void {
    const { random } = this
    for (let n = random.between(1, 3); n > 0; n--) {
      const kind = random.pick(['call', 'email', 'meeting'] as const)
      if (!this.work(1.6 * DAY, rep, { do: 'activity', kind, text: random.pick(WORDS.notes[kind]) })) return
    }
    if (!random.chance(0.72)) {
      if (random.chance(0.6)) {
        this.work(6 * DAY, rep, {
          do: 'nurture',
          inDays: random.pick([60, 90, 180]),
          nextStep: random.pick(WORDS.nextSteps),
        })
      }
      return
    }
    const amount = (Math.round(random.around(this.dealMedian, 0.55) / 50) * 50).toFixed(2)
    const deal = {
      do: 'openDeal',
      title: `${this.lead.company}: ${random.pick(['retrofit', 'new plant', 'service contract', 'pumps'])}`,
      amount,
    } as const
    if (!this.work(3 * DAY, rep, { ...deal, closeInDays: random.between(25, 90) })) return
    for (let n = random.between(0, 2); n > 0; n--) {
      if (
        !this.work(6 * DAY, rep, { do: 'activity', kind: 'meeting', text: random.pick(WORDS.notes.meeting) })
      )
        return
    }
    if (random.chance(0.06)) return // still talking, however long ago
    const wins = (0.24 + 0.3 * this.quality) * odds * (this.closing.get(rep) ?? 1)
    if (random.chance(wins)) {
      const final = (Number(amount) * random.pick([1, 1, 0.95, 0.9, 1.1])).toFixed(2)
      this.work(14 * DAY, rep, { do: 'win', amount: final })
      return
    }
    if (!this.work(16 * DAY, rep, { do: 'lose', reason: random.pick(WORDS.lost) })) return
    if (random.chance(0.35)) {
      this.work(1 * DAY, rep, {
        do: 'nurture',
        inDays: random.pick([90, 180, 270]),
        nextStep: random.pick(WORDS.nextSteps),
      })
    }
  }

  private touch(): void {
    const kind = this.random.weighted([
      ['visit', 5],
      ['download', 3],
      ['price_request', 2],
      ['demo_request', 1],
    ] as const)
    const note = {
      visit: '/products/pumps',
      download: 'Sizing guide',
      price_request: 'Price list',
      demo_request: 'Site visit',
    }
    this.clock = new Date(this.clock.getTime() + this.random.around(4, 1) * 3_600_000)
    this.push('anna', { do: 'touch', kind, note: note[kind] })
  }

  private answers(strength: number): Answers {
    const { random } = this
    const one = (bonus: number): Answer =>
      random.chance(Math.min(0.97, strength + bonus)) ? 'yes' : random.chance(0.55) ? 'no' : 'unknown'
    const needFormed = one(0.22)
    const serious = needFormed === 'yes' ? 0.28 : -0.2
    return {
      needFormed,
      valueUnderstood: one(serious + 0.08),
      hasBudget: one(serious),
      readySoon: one(serious - 0.06),
      response: random.chance(Math.min(0.96, strength + serious + 0.1))
        ? 'engaged'
        : random.pick(['call_back', 'no_answer', 'no_answer', 'do_not_disturb']),
    }
  }

  /** A step some working time later (log-normal around the median); false when that would be after the present. */
  private work(medianMinutes: number, who: Who, step: Deed): boolean {
    const minutes = Math.max(3, Math.round(this.random.around(medianMinutes, 0.75)))
    this.clock = addWorkingMinutes(this.clock, minutes, HOURS)
    return this.push(who, step)
  }

  private push(who: Who, step: Deed): boolean {
    if (this.clock >= this.now) return false
    this.lead.steps.push({ ...step, at: this.clock, who } as DemoStep)
    return true
  }
}

function gradeByAnswers(answers: Answers): Grade {
  const { response, ...criteria } = answers
  if (answers.needFormed !== 'yes') return 'cold'
  return response === 'engaged' && Object.values(criteria).every((answer) => answer === 'yes')
    ? 'hot'
    : 'warm'
}
