import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils'
import type { SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'

const CHAR = pg.types.builtins.CHAR
const CHAR_ARRAY = 1002

type Work<T> = (engine: SchemaEngine) => Promise<T>

/** Of the process, not of this module: a test runner may load the module twice over the one engine beneath. */
const shared = globalThis as { batonSchemaEngine?: Promise<Bindings>; batonEngineBusy?: Promise<unknown> }

/**
 * Prisma's schema engine as WebAssembly: what `prisma migrate` runs, without a native binary to download. One after
 * another: two engines at work in the one WebAssembly instance of a process abort each other.
 */
export function withSchemaEngine<T>(url: string, schema: SchemaContainer[], work: Work<T>): Promise<T> {
  const turn = (shared.batonEngineBusy ?? Promise.resolve()).then(() => runEngine(url, schema, work))
  shared.batonEngineBusy = turn.catch(() => {})
  return turn
}

async function runEngine<T>(url: string, schema: SchemaContainer[], work: Work<T>): Promise<T> {
  const bindings = await loadBindings()
  const connections = new WholeScripts(url)
  const adapter = bindMigrationAwareSqlAdapterFactory(connections)
  const datamodels = schema.map(({ path, content }): [string, string] => [path, content])
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, adapter)
  try {
    return await work(engine)
  } finally {
    engine.free()
    await connections.close()
  }
}

type Bindings = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm: (exports: WebAssembly.Exports) => void }

/** Once per process, even where this file is loaded twice (tests): a second instance would take the first one's memory. */
function loadBindings(): Promise<Bindings> {
  shared.batonSchemaEngine ??= instantiate()
  return shared.batonSchemaEngine
}

async function instantiate(): Promise<Bindings> {
  const name = '@prisma/schema-engine-wasm/schema_engine_bg'
  // The engine reports a panic through this global before it aborts; without it, the message is lost.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(`${message}\n`) },
  })
  const bindings: Bindings & WebAssembly.ModuleImports = await import(name)
  const path = createRequire(import.meta.url)
    .resolve(name)
    .replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(path), {
    './schema_engine_bg.js': bindings,
  })
  bindings.__wbg_set_wasm(instance.exports)
  const begin = instance.exports.__wbindgen_start
  if (typeof begin === 'function') begin()
  return bindings
}

/**
 * The adapter cuts a script at every semicolon, which breaks a function's body. Here a script goes to the server whole;
 * PostgreSQL runs it as one transaction, so a migration that fails leaves nothing behind.
 */
class WholeScripts implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres'
  readonly adapterName = '@prisma/adapter-pg'
  private readonly url: string
  private readonly pools: pg.Pool[] = []
  constructor(url: string) {
    this.url = url
  }

  async connect(): Promise<SqlDriverAdapter> {
    return this.open(this.url, async () => {})
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const name = `baton_shadow_${crypto.randomUUID().replaceAll('-', '')}`
    await execute(this.url, `CREATE DATABASE "${name}"`)
    const shadow = new URL(this.url)
    shadow.pathname = `/${name}`
    return this.open(shadow.href, () => execute(this.url, `DROP DATABASE "${name}" WITH (FORCE)`))
  }

  /** The engine disposes of the scratch database's connections, and forgets those to the first. */
  async close(): Promise<void> {
    await Promise.all(this.pools.filter((pool) => !pool.ended).map((pool) => pool.end()))
  }

  private async open(url: string, cleanUp: () => Promise<void>): Promise<SqlDriverAdapter> {
    const pool = new pg.Pool({ connectionString: url, max: 4 })
    // A shadow database is dropped under its connections; without a listener that would end the process.
    pool.on('error', () => {})
    this.pools.push(pool)
    passCharColumns(pool)
    const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect()
    const dispose = adapter.dispose.bind(adapter)
    const queryRaw = adapter.queryRaw.bind(adapter)
    return Object.assign(adapter, {
      queryRaw: async (query: SqlQuery) => restoreCharColumns(await queryRaw(query)),
      executeScript: async (script: string) => {
        await pool.query(script)
      },
      dispose: async () => {
        await dispose()
        await cleanUp()
      },
    })
  }
}

/**
 * The adapter knows no "char" (the one-byte type of the catalogue), which the engine reads when it describes a schema.
 * It does know an array of them, so the column passes as one and is given its own type afterwards.
 */
function passCharColumns(pool: pg.Pool) {
  const query = pool.query.bind(pool)
  const renamed = async (config: pg.QueryConfig, values?: unknown[]) => {
    const result = await query(config, values)
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = CHAR_ARRAY
    return result
  }
  Object.assign(pool, { query: renamed })
}

function restoreCharColumns(result: SqlResultSet): SqlResultSet {
  const { Character, CharacterArray } = ColumnTypeEnum
  const columnTypes = result.columnTypes.map((type) => (type === CharacterArray ? Character : type))
  return { ...result, columnTypes }
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
