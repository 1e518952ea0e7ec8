import { PgBoss } from 'pg-boss'
import type { z } from 'zod'
import { pool } from '@/lib/platform/db/pool'
import type { Tx } from '@/lib/platform/db/transaction'
import { log } from '@/lib/platform/log'

type Settings = {
  queue: string
  /** how long one run may take before it counts as lost and is begun again */
  minutes?: number
  retries?: number
  /** cron expression (UTC) for work that nobody enqueues */
  every?: string
}

/** One kind of background work, as the worker sees it. */
export type Job = Settings & { handle: (data: unknown, at: Date) => Promise<void> }

/** The same, as those see it who enqueue it. */
export type JobOf<T extends object> = Job & { schema: z.ZodType<T> }

/** `run` may be called again after a crash: it must find what it has done already. */
export function defineJob<T extends object>(
  settings: Settings & { schema: z.ZodType<T>; run: (data: T, at: Date) => Promise<void> },
): JobOf<T> {
  const { run, ...job } = settings
  return { ...job, handle: (data, at) => run(job.schema.parse(data), at) }
}

type EnqueueOptions = {
  /** not before this moment */
  startAfter?: Date
  /** while a job with this key waits, another is not added */
  singletonKey?: string
}

/** Adds a job in the caller's transaction: rolled back with it, visible to the worker once it is committed. */
export async function enqueue<T extends object>(
  tx: Tx,
  job: JobOf<T>,
  data: T,
  options: EnqueueOptions = {},
): Promise<void> {
  const boss = await sender()
  await ensureQueue(boss, job)
  const inTransaction = { executeSql: (text: string, values?: unknown[]) => tx.client.query(text, values) }
  await boss.send(job.queue, data, { ...options, db: inTransaction })
}

const made = new WeakMap<PgBoss, Map<string, Promise<void>>>()

export function ensureQueue(boss: PgBoss, job: Job): Promise<void> {
  const queues = made.get(boss) ?? new Map<string, Promise<void>>()
  made.set(boss, queues)
  const making =
    queues.get(job.queue) ??
    boss.createQueue(job.queue, {
      policy: 'stately',
      notify: true,
      retryLimit: job.retries ?? 3,
      retryDelay: 5,
      retryBackoff: true,
      expireInSeconds: (job.minutes ?? 10) * 60,
      deleteAfterSeconds: 7 * 24 * 3600,
    })
  queues.set(job.queue, making)
  return making
}

const shared = globalThis as { batonSender?: Promise<PgBoss> }

/** This process's way to enqueue: no worker, no timers for maintenance, the pool that it has anyway. */
function sender(): Promise<PgBoss> {
  shared.batonSender ??= open().catch((error: unknown) => {
    shared.batonSender = undefined
    throw error
  })
  return shared.batonSender
}

async function open(): Promise<PgBoss> {
  const executeSql = (text: string, values?: unknown[]) => pool().query(text, values)
  const boss = new PgBoss({ db: { executeSql }, supervise: false, schedule: false })
  boss.on('error', (error) => log.error({ error: error.message }, 'jobs'))
  return await boss.start()
}

export async function closeSender(): Promise<void> {
  const boss = await shared.batonSender
  shared.batonSender = undefined
  await boss?.stop({ graceful: false })
}
