import { defaultOrigin } from '@/lib/leads/policy'
import type { Actor } from '@/lib/platform/actor'
import { actorForJob } from '@/lib/platform/auth/job'
import { atMostEvery, breathe } from '@/lib/platform/clock'
import { pool } from '@/lib/platform/db/pool'
import { type Database, db, empty, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { must } from '@/lib/platform/result'
import { type ImportDraft, mappingOf, readDraft } from '../draft'
import { type Findings, MAX_PROBLEM_ROWS, type MatchedBy, ProblemSummary, placed, SAMPLES } from '../findings'
import { LeadLedger } from '../ledger'
import type { ImportMapping } from '../mapping'
import { ownText } from '../own-text'
import { PackedLeads } from '../packed-leads'
import { canChangeFact } from '../policy'
import type { CheckFailure } from '../queries/problems'
import type { RepairedRecord } from '../repairs'
import { FormatDetector, type ImportPlan, planImport, rowReader } from '../row'
import { UnreadableFile } from '../unreadable-file'
import { type Maker, pretendingMaker } from './names'
import { lengthOf, MOST_WAITING, ofKind, type ReadRecords, readRecords } from './records'
import { type Fate, type NewLead, type StoredLead, sortLeadRows } from './sort-leads'
import { type OutcomeWorld, sortOutcomeRows } from './sort-outcomes'
import { type PlacedSpend, sortSpendRows } from './sort-spend'
import { openTable } from './table'
import type { Rejected } from './tally'
import { readLeads } from './write-known-leads'
import { readKnownLeads } from './write-outcomes'

/** Rows looked at between two turns of the event loop. */
const BATCH = 1000
const LOCK_SPACE = 52
/** Screens that follow a check need not hear of it more often. */
const NEWS_MS = 400
/** Keys of leads of the file that the check remembers: what comes after is counted without them. */
const MEMORY = 400_000
/** Characters of leads that rows of the file make or change, likewise. */
const MOST_PACKED = 30_000_000
/** Leads that a check pretends to make have ids above all that there are. */
const PRETENDED = 2 ** 31

export type CheckedRun = {
  id: number
  version: number
  mapping: ImportMapping
  timeZone: string
  defaultCountry: string
}

/**
 * Looks at every row of a draft's file as the run would, and writes nothing but what it found. A draft that changes
 * meanwhile is looked at from the start. It may be called again at any time: a lock keeps two workers off one file.
 */
export async function checkImport(importId: number, at: Date): Promise<void> {
  for (;;) {
    const seen = await checkWhileHeld(importId, at)
    if (seen === 'held') return
    // Somebody may change the draft in the moment between the last look and the release of the lock.
    const now = await db.one<{ version: number }>(
      sql`select version from import_run where id = ${importId} and state = 'draft'`,
    )
    if (now === undefined || now.version === seen) return
  }
}

/** The version that was looked at, or `held` when another worker is at it. */
async function checkWhileHeld(importId: number, at: Date): Promise<number | null | 'held'> {
  const holder = await pool().connect()
  try {
    const { rows } = await holder.query('select pg_try_advisory_lock($1, $2) as held', [LOCK_SPACE, importId])
    if (!rows[0]?.held) return 'held'
    try {
      for (;;) {
        const seen = await checkOnce(importId, at)
        if (seen !== 'again') return seen
      }
    } finally {
      await holder.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, importId])
    }
  } finally {
    holder.release()
  }
}

/** The version that was looked at; `again` when somebody changed the draft meanwhile. */
async function checkOnce(importId: number, at: Date): Promise<number | null | 'again'> {
  const draft = await db.one<{
    version: number
    draft: ImportDraft
    checked: number | null
    createdById: number
    timeZone: string
    defaultCountry: string
  }>(sql`
    select i.version, i.draft, (i.findings->>'version')::int as checked, i.created_by_id as "createdById",
      o.time_zone as "timeZone", o.default_country as "defaultCountry"
    from import_run i cross join organisation o where i.id = ${importId} and i.state = 'draft' and i.file_size > 0`)
  if (!draft || draft.checked === draft.version) return draft?.version ?? null
  const actor = await actorForJob(draft.createdById, at)
  const mapping = mappingOf(readDraft(draft.draft))
  // What is missing in the mapping is for the steps before to say.
  if (!actor || !mapping.success) return draft.version
  const run = { ...draft, id: importId, mapping: mapping.data }
  const found = await look(actor, run)
  if (found === 'changed') return 'again'
  return (await keepFindings(run, found)) ? draft.version : 'again'
}

type Looked = { findings: Findings; rows: ProblemSummary['rows'] } | { failure: CheckFailure }

async function look(actor: Actor, run: CheckedRun): Promise<Looked | 'changed'> {
  try {
    return await lookThrough(actor, run)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { failure: { code: 'file', problem: error.code, params: error.params } }
  }
}

async function lookThrough(actor: Actor, run: CheckedRun): Promise<Looked | 'changed'> {
  const { format, header, batches } = await openTable(db, run.id, run.mapping)
  const planned = planImport(run.mapping, header)
  if (!planned.ok) return { failure: { code: 'columns', problems: planned.problems } }
  const { plan } = planned
  const detector = new FormatDetector(plan)
  const news = progressOf(run)
  let total = 0
  for await (const batch of batches) {
    total += batch.length
    for (const record of batch) if (record.problem === null) detector.see(record.cells)
    await breathe()
    if (!(await news(0, total))) return 'changed'
  }
  const { formats, questions } = detector.decide()
  const summary = new ProblemSummary()
  const foresight = new Foresight(db, actor, run, plan)
  const read = rowReader(plan, formats, { timeZone: run.timeZone, now: actor.at })
  let waiting: RepairedRecord[] = []
  let length = 0
  let done = 0
  const flush = async () => {
    await foresight.see(waiting, readRecords(waiting, read), summary)
    done += waiting.length
    waiting = []
    length = 0
    await breathe()
    return news(done, total)
  }
  // With an open question the cells of its column cannot be read; what is asked comes first.
  if (questions.length === 0) {
    for await (const batch of (await openTable(db, run.id, { ...run.mapping, ...format })).batches) {
      for (const record of batch) {
        waiting.push(record)
        length += lengthOf(record)
        if ((waiting.length >= BATCH || length > MOST_WAITING) && !(await flush())) return 'changed'
      }
    }
    if (waiting.length > 0 && !(await flush())) return 'changed'
  }
  const findings: Findings = {
    version: run.version,
    rows: total,
    header,
    formats: {
      dates: Object.fromEntries(formats.dates),
      decimals: Object.fromEntries(formats.decimals),
    },
    questions,
    problems: summary.problems,
    problemRows: summary.rows.length,
    ...foresight.found,
  }
  return { findings, rows: summary.rows }
}

/** Tells screens how far it is, and says whether the draft is still the one that is looked at. */
function progressOf(run: CheckedRun): (done: number, total: number) => Promise<boolean> {
  const isNews = atMostEvery(NEWS_MS)
  return async (done, total) => {
    if (!isNews()) return true
    const same = await db.one(sql`
      select from import_run where id = ${run.id} and version = ${run.version} and state = 'draft'`)
    if (!same) return false
    const data = { step: 'check', done, total }
    must(await inTransaction((tx) => announce(tx, { topic: 'import', id: run.id, data })))
    return true
  }
}

/** False when the draft changed meanwhile. */
async function keepFindings(run: CheckedRun, looked: Looked): Promise<boolean> {
  return must(
    await inTransaction(async (tx) => {
      const failure = 'failure' in looked ? JSON.stringify(looked.failure) : null
      const findings = 'findings' in looked ? JSON.stringify(looked.findings) : null
      const same = await tx.one(sql`
        update import_run set findings = ${findings}::jsonb, failure = ${failure}::jsonb
        where id = ${run.id} and version = ${run.version} and state = 'draft' returning id`)
      if (!same) return false
      await tx.run(sql`delete from import_problem_row where import_id = ${run.id}`)
      const rows = 'rows' in looked ? looked.rows.slice(0, MAX_PROBLEM_ROWS) : []
      for (let from = 0; from < rows.length; from += BATCH) {
        await tx.run(sql`
          insert into import_problem_row (import_id, row, cells, problems)
          select ${run.id}, r.row, array(select jsonb_array_elements_text(r.cells)), r.problems
          from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + BATCH))}::jsonb)
            as r(row int, cells jsonb, problems jsonb)`)
      }
      await announce(tx, { topic: 'import', id: run.id, data: { step: 'checked' } })
      return true
    }),
  )
}

const BY: Record<string, MatchedBy> = { i: 'externalId', x: 'externalId', e: 'email', p: 'phone' }

/** What would become of the rows of a file, one batch after the other, by the same rules as the run and without a write. */
export class Foresight {
  readonly found: Pick<Findings, 'matches' | 'inDatabase' | 'inFile' | 'samples' | 'exact'> = {
    matches: { created: 0, updated: 0, touched: 0, skipped: 0, rejected: 0 },
    inDatabase: { externalId: 0, email: 0, phone: 0 },
    inFile: 0,
    samples: [],
    exact: true,
  }
  private readonly maker: Maker
  private readonly ledger = new LeadLedger(MEMORY)
  private readonly made = new PackedLeads<NewLead>()
  private readonly rowOf: number[] = []
  private readonly changed = new PackedLeads<StoredLead>()
  private readonly decided: OutcomeWorld['decided'] = new Map()
  private readonly spent = new Set<string>()
  private nextId = PRETENDED

  constructor(
    private readonly on: Database,
    private readonly actor: Actor,
    private readonly run: Omit<CheckedRun, 'version'>,
    private readonly plan: ImportPlan,
  ) {
    this.maker = pretendingMaker(on)
  }

  async see(records: readonly RepairedRecord[], read: ReadRecords, summary: ProblemSummary): Promise<void> {
    const { matches } = this.found
    const { fates, rejected } = await this.fatesOf(read)
    const bad = [...read.rejected, ...rejected].sort((a, b) => a.row - b.row)
    matches.skipped += read.skipped
    matches.rejected += bad.length
    const byRow = new Map(records.map((record) => [record.row, record]))
    for (const { row, cells, problems } of bad) {
      summary.add({
        row,
        cells: byRow.get(row)?.before ?? cells,
        problems: problems.map((problem) => placed(problem, this.plan, cells)),
      })
    }
    for (const fate of fates) {
      matches[fate.fate]++
      this.count(fate, byRow.get(fate.row)?.cells ?? [])
    }
  }

  /** What becomes of rows that can be read, and which of them are refused all the same. */
  async fatesOf({ good }: ReadRecords): Promise<{ fates: Fate[]; rejected: Rejected[] }> {
    const { on, actor, run, maker, ledger } = this
    const { mapping } = run
    switch (mapping.kind) {
      case 'leads': {
        const sorted = await sortLeadRows(on, { ...run, mapping }, ofKind(good, 'leads'), {
          maker,
          ledger,
          origin: defaultOrigin(actor),
          mayChange: (lead, fact) => canChangeFact(actor, lead, fact),
          now: actor.at,
          reserveIds: (count) => Promise.resolve(this.reserve(count)),
          read: async (ids) =>
            (await readLeads(on, ids, empty)).map((lead) => this.changed.get(lead.id) ?? lead),
          isMade: (id) => id >= PRETENDED,
          made: (id) => this.made.get(id),
          remember: (lead, row) => {
            this.rowOf[lead.id - PRETENDED] = row
            if (mapping.onMatch === 'update' && !ledger.isFull) this.made.set(lead)
          },
        })
        if (!ledger.isFull) for (const { lead } of sorted.changed) this.changed.set(lead)
        this.made.pack()
        this.changed.pack()
        if (this.made.size + this.changed.size > MOST_PACKED) ledger.fill()
        return sorted
      }
      case 'outcomes':
        return sortOutcomeRows(on, mapping, ofKind(good, 'outcomes'), {
          maker,
          ledger,
          decided: this.decided,
          now: actor.at,
          read: (ids) => readKnownLeads(on, ids, empty),
        })
      case 'spend': {
        const { placed: costs, rejected } = await sortSpendRows(
          on,
          actor,
          mapping,
          ofKind(good, 'spend'),
          maker,
        )
        return { fates: await this.fatesOfCosts(costs), rejected }
      }
    }
  }

  private reserve(count: number): number[] {
    const first = this.nextId
    this.nextId += count
    return Array.from({ length: count }, (_, index) => first + index)
  }

  private count({ row, match }: Fate, cells: readonly string[]): void {
    const { found } = this
    found.exact = !this.ledger.isFull
    if (!match) return
    const by = BY[match.key[0] ?? ''] ?? 'externalId'
    const isMade = match.id >= PRETENDED
    if (match.inFile) found.inFile++
    else found.inDatabase[by]++
    const ofItsKind = found.samples.filter((sample) => (sample.firstRow === null) !== match.inFile)
    if (ofItsKind.length >= SAMPLES) return
    found.samples.push({
      row,
      cells: cells.slice(0, 100).map((cell) => ownText(cell.slice(0, 100))),
      by,
      leadId: isMade ? null : match.id,
      firstRow: match.inFile ? (this.rowOf[match.id - PRETENDED] ?? null) : null,
    })
  }

  /** A cost for the same place, time, split and purpose replaces what is there, or what an earlier row says. */
  private async fatesOfCosts(costs: readonly PlacedSpend[]): Promise<Fate[]> {
    const entries = costs.map(({ entry }, index) => ({
      index,
      ...entry,
      separate: entry.channelId === null || entry.monthly || entry.purpose !== '',
    }))
    const there = await this.on.rows<{ index: number }>(sql`
      select r.index from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r(index int, "channelId" int,
        "campaignId" int, side text, planned boolean, "firstDay" date, "lastDay" date, separate boolean,
        monthly boolean, purpose text, "splitBy" text)
      where exists (select from spend s where s.removed_at is null
        and s.channel_id is not distinct from r."channelId" and s.campaign_id is not distinct from r."campaignId"
        and s.side = r.side::side and s.planned = r.planned and s.first_day = r."firstDay"
        and s.last_day = r."lastDay" and s.separate = r.separate and s.monthly = r.monthly
        and s.purpose = r.purpose and s.split_by is not distinct from r."splitBy"::cost_split)`)
    const known = new Set(there.map(({ index }) => index))
    return costs.map(({ row }, index) => {
      const { index: _, ...entry } = entries[index] ?? { index }
      const key = JSON.stringify(entry)
      const isKnown = known.has(index) || this.spent.has(key)
      this.spent.add(key)
      return { row, fate: isKnown ? 'updated' : 'created', match: null }
    })
  }
}
